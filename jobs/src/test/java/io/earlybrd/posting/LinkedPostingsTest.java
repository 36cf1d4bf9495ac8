package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.pg.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A person's link and a board's lead to the same posting where nothing of meaning differs. */
class LinkedPostingsTest {
  private SingleConnectionDataSource connection;

  @BeforeEach
  void open() {
    var database = TestDatabases.fresh();
    connection = new SingleConnectionDataSource(database.url(), true);
    connection.setUsername(database.username());
    connection.setPassword(database.password());
    jdbc()
        .sql(
            """
            INSERT INTO board (id, name, url, format, definition, definition_hash, every, next_visit_at)
            VALUES ('a', 'A', 'https://example.com', 'json', '{}', 'x', '1m', 'infinity')
            """)
        .update();
  }

  @AfterEach
  void close() {
    connection.destroy();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/jobs/1, https://example.com/jobs/1",
    "https://example.com/jobs/1, https://example.com/jobs/1/",
    "https://example.com/jobs/1/, https://example.com/jobs/1",
    "https://example.com/jobs/1, https://example.com/jobs/1?utm_source=feed",
    "https://example.com/jobs/1?utm_source=feed, https://example.com/jobs/1",
    "https://example.com/jobs/1?utm_source=feed, https://example.com/jobs/1/?gh_src=x",
    "https://example.com/job?utm_source=feed&id=7, https://example.com/job?id=7",
    "https://example.com/job?id=7&gclid=x, https://example.com/job?id=7",
    "https://example.com/#/job/7, https://example.com/#/job/7",
    "https://example.com/100%25_remote, https://example.com/100%25_remote",
    "https://example.com/jobs/é, https://example.com/jobs/é/"
  })
  void it_is_found(String stored, String asked) {
    store("1", stored);

    assertThat(new LinkedPostings(jdbc()).ids(asked)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/jobs/12, https://example.com/jobs/1",
    "https://example.com/jobs/1/2, https://example.com/jobs/1",
    "https://example.com/job?id=7, https://example.com/job?id=8",
    "https://example.com/job?id=78, https://example.com/job?id=7",
    "https://example.com/#/job/7, https://example.com/#/job/8",
    "https://example.com/axb, https://example.com/a_b",
    "https://example.com/axb, https://example.com/a%b"
  })
  void another_is_not(String stored, String asked) {
    store("1", stored);

    assertThat(new LinkedPostings(jdbc()).ids(asked)).isEmpty();
  }

  @Test
  void the_newest_comes_first() {
    store("1", "https://example.com/jobs/1");
    store("2", "https://example.com/jobs/1?utm_source=feed");

    var ids = new LinkedPostings(jdbc()).ids("https://example.com/jobs/1");

    assertThat(ids).hasSize(2);
    assertThat(ids.getFirst()).isGreaterThan(ids.getLast());
  }

  private void store(String id, String url) {
    jdbc()
        .sql(
            """
            INSERT INTO posting
              (board, external_id, url, title, first_seen_at, last_seen_at, content_hash, baseline, tsv)
            VALUES ('a', :id, :url, 'x', now(), now(), 'x', false, '')
            """)
        .param("id", id)
        .param("url", url)
        .update();
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(connection);
  }
}
