package io.earlybrd.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was done to a backup in which step, and what was there afterwards: for a person. */
public final class FaultTable {
  private final List<String[]> rows = new ArrayList<>();

  /** A fault, and the state that it left. */
  public void add(String step, String fault, String state) {
    rows.add(new String[] {step, fault, state, "-"});
  }

  /** How it was after the rerun. */
  public void after(String state) {
    if (!rows.isEmpty()) {
      rows.getLast()[3] = state;
    }
  }

  /** Content that does not compress. */
  public static void fill(JdbcClient jdbc, long megabytes) {
    var random = new Random(20261129);
    var bytes = new byte[1 << 20];
    for (int i = 0; i < megabytes; i++) {
      random.nextBytes(bytes);
      jdbc.sql(
              """
              INSERT INTO mail_event (address_hash, kind, source)
              VALUES (:bytes, 'hard', 'smtp')
              """)
          .param("bytes", bytes)
          .update();
    }
  }

  @Override
  public String toString() {
    var text =
        new StringBuilder("| step | fault | state after | after rerun |\n|---|---|---|---|\n");
    for (var row : rows) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return text.toString();
  }
}
