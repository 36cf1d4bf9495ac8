package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.mail.KnownSecret.Standing;
import io.earlybrd.platform.pg.TestDatabases;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class KnownSecretTest {
  private static final String OLD = "0123456789abcdef-old";
  private static final String NEW = "0123456789abcdef-new";

  private static JdbcClient jdbc;

  @BeforeAll
  static void open() {
    var database = TestDatabases.fresh();
    jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(database.url(), database.username(), database.password()));
  }

  @BeforeEach
  void forget() {
    jdbc.sql("DELETE FROM setting WHERE key = 'secret_fingerprint'").update();
  }

  @Test
  void the_first_secret_is_remembered_and_not_told() {
    assertThat(with(OLD).remember()).isEqualTo(Standing.UNKNOWN);

    assertThat(with(OLD).standing()).isEqualTo(Standing.SAME);
    assertThat(jdbc.sql("SELECT string_agg(value, ' ') FROM setting").query(String.class).single())
        .doesNotContain(OLD);
  }

  @Test
  void a_new_secret_before_the_old_one_takes_its_place() {
    with(OLD).remember();

    assertThat(with(NEW, OLD).remember()).isEqualTo(Standing.OLDER);

    assertThat(with(NEW).standing()).isEqualTo(Standing.SAME);
    assertThat(with(OLD).standing()).isEqualTo(Standing.OTHER);
  }

  @Test
  void another_secret_takes_no_place() {
    with(OLD).remember();

    assertThat(with(NEW).remember()).isEqualTo(Standing.OTHER);

    assertThat(with(OLD).standing()).isEqualTo(Standing.SAME);
  }

  private static KnownSecret with(String... secrets) {
    return new KnownSecret(jdbc, List.of(secrets));
  }
}
