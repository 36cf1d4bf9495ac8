package io.earlybrd.match;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.StepWatcher;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Walks the subscribers that have saved searches, by key, and keeps the last key: a restart goes on
 * after the last committed chunk. Empty where this instance holds no posting.
 */
final class SearchingSubscribers implements ItemStreamReader<Long> {
  private static final String LAST = "last_subscriber";
  private static final int PAGE = 1_000;

  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final StepWatcher watcher;
  private final Deque<Long> page = new ArrayDeque<>();
  private long last;
  private boolean ended;

  SearchingSubscribers(JdbcClient jdbc, CurrentRun run, StepWatcher watcher) {
    this.jdbc = jdbc;
    this.run = run;
    this.watcher = watcher;
  }

  @Override
  public void open(ExecutionContext context) {
    page.clear();
    last = context.getLong(LAST, 0);
    ended = !holdsPostings();
    if (!ended && watcher.watching()) {
      watcher.expects(
          jdbc.sql("SELECT count(DISTINCT subscriber) FROM saved_search")
              .query(Long.class)
              .single());
    }
  }

  @Override
  public @Nullable Long read() {
    if (page.isEmpty() && !ended) {
      page.addAll(nextPage());
      ended = page.isEmpty();
    }
    var subscriber = page.poll();
    if (subscriber != null) {
      last = subscriber;
    }
    return subscriber;
  }

  @Override
  public void update(ExecutionContext context) {
    context.putLong(LAST, last);
  }

  private java.util.List<Long> nextPage() {
    return jdbc.sql(
            """
            SELECT DISTINCT subscriber
            FROM saved_search
            WHERE subscriber > :last
            ORDER BY subscriber
            LIMIT :page
            """)
        .param("last", last)
        .param("page", PAGE)
        .query(Long.class)
        .list();
  }

  private boolean holdsPostings() {
    return jdbc.sql("SELECT EXISTS (SELECT FROM posting WHERE match_instance = :instance)")
        .param("instance", run.get().instance())
        .query(Boolean.class)
        .single();
  }
}
