package io.earlybrd.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.earlybrd.demo.SamplePostings.SamplePosting;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.search.Query;
import io.earlybrd.search.SearchParser;
import io.earlybrd.search.SearchParser.Parsed;
import io.earlybrd.search.SearchVector;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DemoSubscribersTest {
  @Test
  void each_row_is_one_saved_search_of_a_subscriber() throws IOException {
    var rows = rows();
    assertThat(rows.getFirst().getHeader())
        .containsExactly("email", "time_zone", "delivery", "send_at", "search");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.getField("email")).matches("[a-z.]+@example\\.(com|org)");
              assertThat(ZoneId.getAvailableZoneIds()).contains(row.getField("time_zone"));
              assertThat(row.getField("delivery")).isIn("instant", "digest", "both");
              assertThat(row.getField("send_at")).matches("|[0-2]\\d:[0-5]\\d");
              assertThat(SearchParser.parse(row.getField("search"))).isInstanceOf(Parsed.class);
            });
    assertThat(rows)
        .extracting(row -> row.getField("email") + "|" + query(row).normalised())
        .doesNotHaveDuplicates();
  }

  @Test
  void a_subscriber_has_the_same_settings_in_each_row() throws IOException {
    var settings =
        rows().stream()
            .collect(
                groupingBy(
                    row -> row.getField("email"),
                    mapping(row -> row.getFields().subList(1, 4), toSet())));
    assertThat(settings).hasSize(8).allSatisfy((email, ways) -> assertThat(ways).hasSize(1));
  }

  @Test
  void time_zones_differ_and_not_by_whole_hours_alone() throws IOException {
    var seconds =
        rows().stream()
            .map(row -> ZoneId.of(row.getField("time_zone")))
            .map(zone -> zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds())
            .toList();
    assertThat(Set.copyOf(seconds)).hasSizeGreaterThanOrEqualTo(5);
    assertThat(seconds).anyMatch(offset -> offset % 3_600 != 0);
  }

  @Test
  void the_new_postings_reach_subscribers_of_each_delivery_and_one_hears_nothing()
      throws Exception {
    var reached = new TreeSet<String>();
    var idle = new ArrayList<NamedCsvRecord>();
    var fresh = new ArrayList<>(SamplePostings.all("v2"));
    fresh.removeAll(SamplePostings.all("v1"));
    try (var database = TestDatabases.connect(TestDatabases.fresh())) {
      for (var row : rows()) {
        if (matchesAny(database, row, fresh)) {
          reached.add(row.getField("delivery") + " " + row.getField("email"));
        } else {
          idle.add(row);
        }
      }
    }
    assertThat(idle)
        .extracting(row -> row.getField("email"))
        .containsExactly("peter.stone@example.org");
    assertThat(reached).filteredOn(s -> !s.startsWith("digest")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(reached).filteredOn(s -> !s.startsWith("instant")).hasSizeGreaterThanOrEqualTo(3);
  }

  private static boolean matchesAny(
      Connection database, NamedCsvRecord row, List<SamplePosting> postings) throws SQLException {
    try (var statement = database.prepareStatement("SELECT ?::tsvector @@ ?::tsquery")) {
      for (var posting : postings) {
        statement.setString(
            1, SearchVector.of(posting.title(), null, null, null, null, posting.text()));
        statement.setString(2, query(row).toTsquery());
        try (var result = statement.executeQuery()) {
          result.next();
          if (result.getBoolean(1)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private static Query query(NamedCsvRecord row) {
    return ((Parsed) SearchParser.parse(row.getField("search"))).query();
  }

  private static List<NamedCsvRecord> rows() throws IOException {
    return CsvReader.builder().ofNamedCsvRecord(Sample.text("subscribers.csv")).stream().toList();
  }
}
