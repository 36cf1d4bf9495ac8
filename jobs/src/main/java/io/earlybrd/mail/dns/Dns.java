package io.earlybrd.mail.dns;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks the system's name servers (or those of dnsjava's own property {@code dns.server}).
 * Thread-safe.
 */
public final class Dns {
  private static final Duration TRY = Duration.ofSeconds(3);
  private static final Duration ALL_TRIES = Duration.ofSeconds(7);

  private final Resolver resolver;

  /** Whether the name servers know the world at all. */
  private final CompletableFuture<Boolean> worldly;

  private Dns(Resolver resolver, boolean probed) {
    this.resolver = resolver;
    resolver.setTimeout(TRY);
    // One behind a closed network says of every name that it does not exist.
    this.worldly =
        probed
            ? asked("com", Type.NS).thenApply(answer -> answer instanceof Answer.Found)
            : CompletableFuture.completedFuture(true);
  }

  public static Dns ofTheSystem() {
    var resolver = new ExtendedResolver();
    resolver.setRetries(2);
    return new Dns(resolver, true);
  }

  static Dns at(InetSocketAddress server) {
    return new Dns(new SimpleResolver(server), false);
  }

  /** What came back, which is never an exception. */
  public sealed interface Answer {
    record Found(List<Record> records) implements Answer {}

    /**
     * There is none.
     *
     * @param alias where a CNAME led to all the same
     */
    record Absent(@Nullable String alias) implements Answer {}

    /** Nobody knows: no name server answered, or one that could not find out. */
    record Away(String reason) implements Answer {}
  }

  static Dns probed(InetSocketAddress server) {
    return new Dns(new SimpleResolver(server), true);
  }

  /** Ends within 14 s. */
  CompletableFuture<Answer> ask(String name, int type) {
    return asked(name, type)
        .thenCombine(
            worldly,
            (answer, known) ->
                answer instanceof Answer.Absent && !known
                    ? away(name, "the name server does not know the Internet")
                    : answer);
  }

  private CompletableFuture<Answer> asked(String name, int type) {
    Message query;
    try {
      query = Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
    } catch (TextParseException e) {
      return CompletableFuture.completedFuture(new Answer.Absent(null));
    }
    return resolver
        .sendAsync(query)
        .toCompletableFuture()
        .thenApply(reply -> answer(name, type, reply))
        .completeOnTimeout(
            away(name, "no answer in time"), ALL_TRIES.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(e -> away(name, "no name server answers"));
  }

  Answer look(String name, int type) {
    return ask(name, type).join();
  }

  private static Answer away(String name, String reason) {
    return new Answer.Away("DNS cannot be asked for " + name + ": " + reason);
  }

  private static Answer answer(String name, int type, Message reply) {
    int code = reply.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return away(name, "the name server says " + Rcode.string(code));
    }
    var all = reply.getSection(Section.ANSWER);
    var records = all.stream().filter(record -> record.getType() == type).toList();
    if (!records.isEmpty()) {
      return new Answer.Found(records);
    }
    return new Answer.Absent(
        all.stream()
            .filter(record -> record.getType() == Type.CNAME)
            .map(record -> ((CNAMERecord) record).getTarget().toString(true))
            .reduce((first, last) -> last)
            .orElse(null));
  }

  /** The text of each TXT record, its strings put together. */
  static List<String> texts(Answer.Found found) {
    return found.records().stream()
        .map(
            record -> {
              var text = new StringBuilder();
              for (var bytes : ((TXTRecord) record).getStringsAsByteArrays()) {
                text.append(new String(bytes, StandardCharsets.UTF_8));
              }
              return text.toString();
            })
        .toList();
  }
}
