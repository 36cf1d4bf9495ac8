package io.earlybrd.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardsYaml;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Documents that would not fit into memory fail their own visits, and nothing else. */
class FatBoardsTest {
  private static final String SLOT = "2031-03-03T12:00:00Z";

  /** Later than any back-off. */
  private static final String LATER = "2031-03-04T12:00:00Z";

  private static final int HEAP = 384;

  @TempDir Path home;

  private final Config.Datasource database = TestDatabases.fresh();
  private final FatBoards boards = new FatBoards();
  private Connection connection;
  private JdbcClient jdbc;

  @BeforeEach
  void connect() throws Exception {
    connection = TestDatabases.connect(database);
    jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    boards.close();
  }

  private void importBoards() throws Exception {
    var file = Files.writeString(home.resolve("boards.yaml"), boards.yaml());
    new BoardStore(jdbc).store(BoardsYaml.read(file), false);
  }

  private LaunchedJvm.Ended run(String slot) throws Exception {
    return new LaunchedJvm(home, database).run("run", "alerts", "--at", slot);
  }

  private List<String> visits(String slot) {
    return jdbc.sql(
            """
            SELECT board || ' ' || outcome || ' ' || found || coalesce(' ' || error, '')
            FROM board_visit
            WHERE slot = CAST(:slot AS timestamptz)
            ORDER BY board
            """)
        .param("slot", slot)
        .query(String.class)
        .list();
  }

  private long unvisited() {
    return count("board WHERE last_visit_at IS NULL");
  }

  private long count(String fromWhere) {
    return jdbc.sql("SELECT count(*) FROM " + fromWhere).query(Long.class).single();
  }

  @Test
  void a_few_fat_boards_fail_alone_and_the_good_one_is_stored_again_and_again() throws Exception {
    boards
        .page("cards", "127.0.0.1", FatBoards.SMALL_CARDS)
        .json("postings", "127.0.0.2", FatBoards.POSTINGS)
        .page("nested", "127.0.0.3", FatBoards.NESTED)
        .page("small", "127.0.0.4", FatBoards.GOOD);
    importBoards();

    for (var slot : List.of(SLOT, LATER)) {
      var ended = run(slot);

      assertThat(ended.exit()).as(ended.said()).isZero();
      assertThat(ended.megabytes()).isLessThan(HEAP + 150);
      assertThat(visits(slot)).hasSize(4);
      assertThat(visits(slot).get(0)).startsWith("cards failed 0 ").contains("EARLYBRD_JAVA_OPTS");
      assertThat(visits(slot).get(1)).startsWith("nested failed 0 ");
      assertThat(visits(slot).get(2)).startsWith("postings failed 0 ");
      assertThat(visits(slot).get(3)).matches("small (found 2|unchanged 0)");
    }
    assertThat(count("posting WHERE board = 'small'")).isEqualTo(2);
  }

  @Test
  void forty_long_pages_at_once_are_visited() throws Exception {
    for (int i = 0; i < 40; i++) {
      boards.page(
          "b" + i, "127.0.1." + (i + 1), i % 2 == 0 ? FatBoards.LONG_TEXTS : FatBoards.SMALL_CARDS);
    }
    importBoards();

    // On a slow machine a launch leaves boards due: its scan ends after half a minute.
    for (int minute = 0; minute == 0 || unvisited() > 0 && minute < 4; minute++) {
      var ended = run("2031-03-03T12:0" + minute + ":00Z");

      assertThat(ended.exit()).as(ended.said()).isZero();
      assertThat(ended.megabytes()).isLessThan(HEAP + 150);
    }
    assertThat(unvisited()).isZero();
    assertThat(count("board_visit WHERE outcome = 'found'")).isPositive();
    assertThat(count("board_visit WHERE error LIKE '%memory%'")).isPositive();
  }

  @Test
  void memory_that_ends_in_the_job_itself_fails_its_step_in_a_line() throws Exception {
    boards.page("small", "127.0.0.4", FatBoards.GOOD);
    importBoards();
    jdbc.sql("UPDATE board SET etag = repeat('x', 60000000)").update();

    var ended = new LaunchedJvm(home, database, "-Xmx80m").run("run", "alerts", "--at", SLOT);

    assertThat(ended.exit()).as(ended.said()).isEqualTo(1);
    assertThat(execution())
        .isEqualTo(
            "FAILED step scan: out of memory (Java heap space): EARLYBRD_JAVA_OPTS=-Xmx… gives"
                + " more");
  }

  /** The driver is then in the middle of an answer, and its connection is lost. */
  @Test
  void memory_that_ends_inside_a_transaction_fails_in_the_same_line() throws Exception {
    boards.page("small", "127.0.0.4", FatBoards.GOOD);
    importBoards();
    jdbc.sql(
            """
            CREATE FUNCTION flood() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE NOTICE '%', repeat('x', 60000000); RETURN NEW; END $$
            """)
        .update();
    jdbc.sql("CREATE TRIGGER flood BEFORE INSERT ON posting EXECUTE FUNCTION flood()").update();

    var ended = new LaunchedJvm(home, database, "-Xmx80m").run("run", "alerts", "--at", SLOT);

    assertThat(ended.exit()).as(ended.said()).isEqualTo(1);
    assertThat(execution()).contains("step scan: out of memory (Java heap space)");
  }

  private String execution() {
    return jdbc.sql("SELECT status || ' ' || exit_message FROM batch_job_execution")
        .query(String.class)
        .single();
  }
}
