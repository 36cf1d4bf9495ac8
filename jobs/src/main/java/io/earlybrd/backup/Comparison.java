package io.earlybrd.backup;

import io.earlybrd.storage.Manifest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether what was restored is what was dumped, and keeps the promises that a ledger keeps. */
final class Comparison {
  /** What must be nowhere, and the query that counts it. */
  private static final Map<String, String> NOWHERE =
      Map.of(
          "postings that stand twice in live mails of one subscriber and channel",
          """
          SELECT count(*)
          FROM (
            SELECT FROM mail_posting
            WHERE released_at IS NULL
            GROUP BY subscriber, posting, channel
            HAVING count(*) > 1
          ) twice
          """,
          "entries of mails that do not exist",
          """
          SELECT count(*)
          FROM mail_posting h
          WHERE NOT EXISTS (SELECT FROM mail m WHERE m.id = h.mail)
          """,
          "mails in a state that there is not",
          """
          SELECT count(*)
          FROM mail
          WHERE state NOT IN ('PENDING', 'SENDING', 'SENT', 'FAILED', 'EXPIRED', 'SUPPRESSED', 'IN_DOUBT')
          """,
          "days with two digests of one subscriber",
          """
          SELECT count(*)
          FROM (
            SELECT FROM mail
            WHERE kind = 'digest'
            GROUP BY subscriber, local_date
            HAVING count(*) > 1
          ) twice
          """,
          "saved searches of subscribers who do not exist",
          """
          SELECT count(*)
          FROM saved_search q
          WHERE NOT EXISTS (SELECT FROM subscriber s WHERE s.id = q.subscriber)
          """,
          "indexes that are not valid",
          """
          SELECT count(*)
          FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid
          WHERE c.relnamespace = 'public'::regnamespace
            AND NOT i.indisvalid
          """,
          "constraints that were not checked",
          """
          SELECT count(*)
          FROM pg_constraint
          WHERE connamespace = 'public'::regnamespace
            AND NOT convalidated
          """);

  private Comparison() {}

  /** Tables that have other numbers of rows than when they were dumped, for a person. */
  static List<String> differences(Connection restored, Manifest manifest) throws SQLException {
    var found = TableCounts.of(restored);
    var differences = new ArrayList<String>();
    var tables = new TreeSet<>(found.keySet());
    tables.addAll(manifest.rows().keySet());
    for (var table : tables) {
      var was = manifest.rows().get(table);
      var is = found.get(table);
      if (was == null || !was.equals(is)) {
        differences.add(
            "%s: %s dumped, %s restored"
                .formatted(table, was == null ? "none" : was, is == null ? "none" : is));
      }
    }
    return differences;
  }

  /** What must be nowhere and is there: it was so when it was dumped. */
  static List<String> brokenPromises(Connection restored, Manifest manifest) throws SQLException {
    var broken = new ArrayList<String>();
    try (var statement = restored.createStatement()) {
      for (var promise : NOWHERE.entrySet()) {
        try (var row = statement.executeQuery(promise.getValue())) {
          row.next();
          if (row.getLong(1) > 0) {
            broken.add(row.getLong(1) + " " + promise.getKey());
          }
        }
      }
      try (var row = statement.executeQuery("SELECT max(id) FROM databasechangelog")) {
        row.next();
        if (!manifest.schema().equals(row.getString(1))) {
          broken.add("schema " + row.getString(1) + " where there was " + manifest.schema());
        }
      }
    }
    return broken;
  }
}
