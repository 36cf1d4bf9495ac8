package io.earlybrd.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the database says, and what it should say. */
final class Books {
  private final Service service;

  Books(Service service) {
    this.service = service;
  }

  /** Somebody and a posting, by a channel. */
  record Delivery(String email, String url, String channel) implements Comparable<Delivery> {
    @Override
    public int compareTo(Delivery other) {
      return toString().compareTo(other.toString());
    }
  }

  /** What a run that nobody disturbs would bring by now. */
  Set<Delivery> wanted(String channel) {
    var wanted = new TreeSet<Delivery>();
    for (var reader : service.readers) {
      for (var posting : service.news()) {
        if (reader.wants(channel) && posting.has(reader.word())) {
          wanted.add(new Delivery(reader.email(), posting.url(), channel));
        }
      }
    }
    return wanted;
  }

  /** What the mail server took, by the ledger's kind of each message. */
  Set<Delivery> delivered(String channel) {
    var messages = messagesOf(channel);
    return service.sink.received().stream()
        .filter(mail -> messages.contains(mail.messageId()))
        .flatMap(
            mail -> mail.urls().stream().map(url -> new Delivery(mail.recipient(), url, channel)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Deliveries that came in two or more messages which are not one and the same. */
  Set<Delivery> deliveredTwice(String channel) {
    var messages = messagesOf(channel);
    return service.sink.received().stream()
        .filter(mail -> messages.contains(mail.messageId()))
        .collect(Collectors.toMap(Received::messageId, mail -> mail, (first, again) -> first))
        .values()
        .stream()
        .flatMap(
            mail -> mail.urls().stream().map(url -> new Delivery(mail.recipient(), url, channel)))
        .collect(Collectors.groupingBy(delivery -> delivery, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(count -> count.getValue() > 1)
        .map(java.util.Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many messages the mail server took more than once, each further time counted. */
  int repeated() {
    var received = service.sink.received();
    return received.size() - (int) received.stream().map(Received::messageId).distinct().count();
  }

  private Set<String> messagesOf(String kind) {
    return Set.copyOf(
        service
            .jdbc()
            .sql("SELECT message_id FROM mail WHERE kind = :kind")
            .param("kind", kind)
            .query(String.class)
            .list());
  }

  List<String> urls() {
    return strings("SELECT url FROM posting ORDER BY url");
  }

  /** Who and what, {@code EMAIL URL}. */
  List<String> matches() {
    return strings(
        """
        SELECT s.email || ' ' || p.url AS match
        FROM match w
        JOIN subscriber s ON s.id = w.subscriber
        JOIN posting p ON p.id = w.posting
        ORDER BY match
        """);
  }

  /** How many mails are in each state, {@code SENT 12}. */
  List<String> mailStates() {
    return strings("SELECT state || ' ' || count(*) FROM mail GROUP BY state ORDER BY state");
  }

  /** The executions, oldest first: {@code JOB STATUS}. */
  List<String> executions() {
    return strings(
        """
        SELECT i.job_name || ' ' || e.status
        FROM batch_job_execution e
        JOIN batch_job_instance i USING (job_instance_id)
        ORDER BY e.job_execution_id
        """);
  }

  /** The steps of the newest execution, in order: {@code scan STOPPED}. */
  List<String> newestSteps() {
    return strings(
        """
        SELECT step_name || ' ' || status
        FROM batch_step_execution
        WHERE job_execution_id = (SELECT max(job_execution_id) FROM batch_job_execution)
        ORDER BY step_execution_id
        """);
  }

  /** How often the launcher or a person did what: {@code launcher recover 3}. */
  List<String> operatorActions() {
    return strings(
        "SELECT who || ' ' || action || ' ' || count(*) FROM operator_action GROUP BY who, action"
            + " ORDER BY 1");
  }

  /** Connections of launched processes whose application's name begins so. */
  int connections(String name) {
    return backends("count(*)", name);
  }

  /** Cuts those connections, as an administrator or a network would; says how many. */
  int cut(String name) {
    int cut = backends("count(*) FILTER (WHERE pg_terminate_backend(pid))", name);
    await(name + " is cut", () -> connections(name) == 0);
    return cut;
  }

  private int backends(String what, String name) {
    return service
        .jdbc()
        .sql(
            """
            SELECT %s
            FROM pg_stat_activity
            WHERE datname = current_database()
              AND pid <> pg_backend_pid()
              AND starts_with(application_name, :name)
            """
                .formatted(what))
        .param("name", name)
        .query(Integer.class)
        .single();
  }

  /** How many connections wait for a lock on a table. */
  long waitingFor(String table) {
    return service
        .jdbc()
        .sql(
            "SELECT count(*) FROM pg_locks WHERE relation = CAST(:table AS regclass) AND NOT"
                + " granted")
        .param("table", table)
        .query(Long.class)
        .single();
  }

  long newestExecution() {
    return service
        .jdbc()
        .sql("SELECT coalesce(max(job_execution_id), 0) FROM batch_job_execution")
        .query(Long.class)
        .single();
  }

  List<String> strings(String sql) {
    return service.jdbc().sql(sql).query(String.class).list();
  }

  /** Waits for what will come; the machine may be busy. */
  static void await(String what, java.util.function.BooleanSupplier condition) {
    await(what, 5, condition);
  }

  /**
   * @param every how often to look, in milliseconds: looking costs, and the machine is small
   */
  static void await(String what, long every, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never happened: " + what);
      }
      try {
        Thread.sleep(every);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
