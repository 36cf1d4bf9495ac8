package io.earlybrd.deliver;

import io.earlybrd.run.CurrentRun;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the subscribers that a condition holds for, by key. It keeps no state over a restart:
 * whoever is done has left the set, and reading from the start finds who is left.
 */
final class SubscriberIds implements ItemStreamReader<Long> {
  private static final int PAGE = 1_000;

  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final String condition;
  private final Deque<Long> page = new ArrayDeque<>();
  private long last;
  private boolean ended;

  /**
   * @param condition on {@code s}; one of {@link DeliverWork}
   */
  SubscriberIds(JdbcClient jdbc, CurrentRun run, String condition) {
    this.jdbc = jdbc;
    this.run = run;
    this.condition = condition;
  }

  @Override
  public void open(ExecutionContext context) {
    page.clear();
    last = 0;
    ended = false;
  }

  @Override
  public @Nullable Long read() {
    if (page.isEmpty() && !ended) {
      page.addAll(
          jdbc.sql(
                  """
                  SELECT s.id
                  FROM subscriber s
                  WHERE s.id > :last
                    AND (%s)
                  ORDER BY s.id
                  LIMIT :page
                  """
                      .formatted(condition))
              .params(run.get().placeholders(false))
              .param("last", last)
              .param("page", PAGE)
              .query(Long.class)
              .list());
      ended = page.isEmpty();
    }
    var id = page.poll();
    if (id != null) {
      last = id;
    }
    return id;
  }
}
