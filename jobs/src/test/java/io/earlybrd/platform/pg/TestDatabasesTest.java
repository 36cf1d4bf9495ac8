package io.earlybrd.platform.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.Config;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestDatabasesTest {

  @Test
  void databases_for_tests_are_apart() {
    var urls =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(i -> TestDatabases.fresh())
            .map(Config.Datasource::url)
            .toList();

    assertThat(urls).doesNotHaveDuplicates();
  }
}
