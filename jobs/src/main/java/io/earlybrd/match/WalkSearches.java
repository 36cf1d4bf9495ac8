package io.earlybrd.match;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import io.earlybrd.run.StepWatcher;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * Matches this instance's postings with all saved searches. A slice of postings is inverted in
 * memory, then the searches go by in pages of whole subscribers, a page a call and a transaction;
 * then the next slice. Whoever has left (unsubscribed, bounced) is passed over.
 *
 * <p>How far it came is committed with each page: a restart goes on after the last one. Every saved
 * search that a page can see takes part.
 */
final class WalkSearches implements Tasklet {
  private static final Logger LOG = LoggerFactory.getLogger(WalkSearches.class);

  private final JdbcClient jdbc;
  private final DataSource dataSource;
  private final CurrentRun current;
  private final Guard guard;
  private final SkippedItems skipped;
  private final StepWatcher watcher;
  private final WalkBounds bounds;
  private final SearchPage page = new SearchPage();
  private @Nullable OpenSlice open;

  /** The slice under way, kept from call to call. */
  private record OpenSlice(
      long execution, long after, long end, Slice slice, SliceMatcher matcher, Phases phases) {
    boolean isAt(long run, WalkPosition at) {
      return execution == run && after == at.posting() && end == at.sliceEnd();
    }
  }

  WalkSearches(
      JdbcClient jdbc,
      DataSource dataSource,
      CurrentRun current,
      Guard guard,
      SkippedItems skipped,
      StepWatcher watcher,
      WalkBounds bounds) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.current = current;
    this.guard = guard;
    this.skipped = skipped;
    this.watcher = watcher;
    this.bounds = bounds;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    guard.check();
    var step = contribution.getStepExecution();
    var at = WalkPosition.from(step.getExecutionContext(), bounds.firstPage());
    var connection = DataSourceUtils.getConnection(dataSource);
    try {
      var next = walk(contribution, connection, at);
      if (next == null) {
        open = null;
        return RepeatStatus.FINISHED;
      }
      next.to(step.getExecutionContext());
      watcher.progressed(step);
      return RepeatStatus.CONTINUABLE;
    } catch (SQLException e) {
      // A checked exception would roll nothing back.
      throw jdbcError(e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private static RuntimeException jdbcError(SQLException e) {
    var translated = new SQLStateSQLExceptionTranslator().translate("matching", null, e);
    return translated == null ? new IllegalStateException(e) : translated;
  }

  /** One page; null when there is nothing left. */
  private @Nullable WalkPosition walk(
      StepContribution contribution, Connection connection, WalkPosition from) throws SQLException {
    var copying = connection.unwrap(PGConnection.class).getCopyAPI();
    var at = from;
    var run = current.get();
    var slice = open;
    if (slice == null || !slice.isAt(run.execution(), at)) {
      slice = openSlice(copying, run, at);
      open = slice;
    }
    if (slice.slice.size() == 0) {
      // All that is left of a slice that was under way has lost its claim; or the end is reached.
      return at.sliceEnd() == 0 ? null : at.afterSlice();
    }
    at = at.in(slice.end);
    readInOrder(connection);
    var phases = slice.phases;
    phases.begin();
    page.read(copying, at.subscriber(), at.pageSize());
    phases.read();
    var done = new PageMatches(slice.slice, slice.matcher, bounds.mostMatches());
    if (page.size() > 0) {
      write(contribution, connection, copying, run, done);
    }
    phases.wrote(done.evaluated(), done.written());
    if (page.last() && done.evaluated() == page.size()) {
      LOG.info(
          "slice matched postings={} lexemes={} evaluated={} {}",
          slice.slice.size(),
          slice.slice.lexemes(),
          slice.matcher.evaluated(),
          phases);
      return at.afterSlice();
    }
    int pageSize = bounds.nextPage(at.pageSize(), done.evaluated(), done.written());
    return at.after(done.lastSubscriber(), pageSize);
  }

  /**
   * Searches are read along their index. Without statistics, as after a first import, PostgreSQL
   * prefers to read and sort all of them for each page.
   */
  private static void readInOrder(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL enable_sort = off");
    }
  }

  private void write(
      StepContribution contribution,
      Connection connection,
      CopyManager copying,
      CurrentRun.Run run,
      PageMatches done)
      throws SQLException {
    var recipients = Recipients.read(copying, page.subscriber(0), page.subscriber(page.size() - 1));
    var stamp = new MatchRows.Stamp(run.instance(), run.execution(), matchedAt(run));
    // Where it is ever wrong that nothing is there already, the restart finds out what is.
    boolean straight = done.straight() && run.plain();
    try (var rows = new MatchRows(connection, copying, straight, stamp)) {
      done.match(page, recipients, rows);
      contribution.incrementWriteCount(rows.finish());
    }
    for (int i = 0; i < done.evaluated(); i++) {
      contribution.incrementReadCount();
    }
    for (long search : done.unreadable()) {
      contribution.incrementProcessSkipCount();
      skipped.record(
          "walk", "saved search " + search, "its tsquery is none that this version can read");
    }
  }

  private OpenSlice openSlice(CopyManager copying, CurrentRun.Run run, WalkPosition at)
      throws SQLException {
    var phases = new Phases();
    phases.begin();
    var slice = ClaimedPostings.read(copying, run.instance(), at, bounds.postings());
    phases.inverted();
    if (slice.size() > 0 && watcher.watching()) {
      watcher.expects(expected(run, at));
    }
    long end =
        at.sliceEnd() != 0 || slice.size() == 0
            ? at.sliceEnd()
            : slice.posting(slice.size() - 1).id();
    return new OpenSlice(
        run.execution(), at.posting(), end, slice, new SliceMatcher(slice), phases);
  }

  /** Searches of this slice and of those to come: each reads all of them. */
  private long expected(CurrentRun.Run run, WalkPosition at) {
    return jdbc.sql(
            """
            SELECT (SELECT count(*) FROM saved_search)
              * (SELECT (count(*) + :size - 1) / :size
                 FROM posting
                 WHERE match_instance = :instance
                   AND id > :after)
            """)
        .param("size", bounds.postings())
        .param("instance", run.instance())
        .param("after", at.posting())
        .query(Long.class)
        .single();
  }

  /** The later of slot and database clock, from which ages are taken; in microseconds from 2000. */
  private long matchedAt(CurrentRun.Run run) {
    return jdbc.sql(
            """
            SELECT (extract(epoch FROM greatest(:slot, clock_timestamp()) - TIMESTAMPTZ '2000-01-01 00:00Z')
              * 1000000)::bigint
            """)
        .param("slot", Timestamp.from(run.slot()))
        .query(Long.class)
        .single();
  }
}
