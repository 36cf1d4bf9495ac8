package io.earlybrd.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code cron/earlybrd.crontab}, as strictly as the pickiest cron reads it. */
class CrontabTest {

  private static final int DAY = 24 * 60;

  /** The schedule of every job that exists: minutes between two launches. */
  private static final Map<String, Integer> SCHEDULE =
      Map.of("alerts", 1, "digest", 5, "send", 5, "backup", DAY);

  private static final Path FILE = Path.of("cron/earlybrd.crontab");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z_]+=\\S*");
  private static final Pattern ENTRY =
      Pattern.compile("(\\S+) +(\\S+) +(\\S+) +(\\S+) +(\\S+) +(\\S.*\\S)");
  private static final Pattern ITEM =
      Pattern.compile("(?:(\\*)|(\\d{1,2})(?:-(\\d{1,2}))?)(?:/(\\d{1,2}))?");
  private static final Pattern COMMAND =
      Pattern.compile(
          "set -a; \\. /etc/earlybrd\\.env && /opt/earlybrd/earlybrd run ([a-z]+)"
              + " 2>&1 \\| logger -t earlybrd");

  private record Entry(List<String> fields, String command) {
    String job() {
      var matcher = COMMAND.matcher(command);
      assertThat(matcher.matches()).as("command as this test knows it: %s", command).isTrue();
      return matcher.group(1);
    }
  }

  @Test
  void every_line_ends_with_a_newline_and_holds_no_other_control_character() throws IOException {
    var text = Files.readString(FILE);

    assertThat(text).endsWith("\n");
    assertThat(text.lines()).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 127));
  }

  @Test
  void every_line_is_a_comment_a_variable_or_an_entry() throws IOException {
    assertThat(Files.readAllLines(FILE))
        .allMatch(
            line ->
                line.isEmpty()
                    || line.startsWith("#")
                    || VARIABLE.matcher(line).matches()
                    || ENTRY.matcher(line).matches());
  }

  @Test
  void no_command_holds_a_percent_sign_which_cron_takes_for_a_newline() throws IOException {
    assertThat(entries()).noneMatch(entry -> entry.command().replace("\\%", "").contains("%"));
  }

  @Test
  void every_job_that_exists_is_launched_as_often_as_it_should_be() throws IOException {
    var found = new TreeMap<String, Integer>();
    for (var entry : entries()) {
      assertThat(found.put(entry.job(), minutesBetween(entry))).as(entry.job()).isNull();
    }

    assertThat(found).isEqualTo(SCHEDULE);
  }

  @Test
  void every_command_is_one_that_the_shell_understands() throws Exception {
    for (var entry : entries()) {
      var shell = new ProcessBuilder("/bin/sh", "-n", "-c", entry.command()).start();

      assertThat(shell.waitFor()).as(entry.command()).isZero();
    }
  }

  private static List<Entry> entries() throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> !line.startsWith("#") && !VARIABLE.matcher(line).matches())
        .map(ENTRY::matcher)
        .filter(matcher -> matcher.matches())
        .map(
            matcher ->
                new Entry(
                    IntStream.rangeClosed(1, 5).mapToObj(matcher::group).toList(),
                    matcher.group(6)))
        .toList();
  }

  /** Fails unless launches follow each other at one distance, every day. */
  private static int minutesBetween(Entry entry) {
    var minutes = List.copyOf(values(entry.fields().get(0), 0, 59));
    var hours = values(entry.fields().get(1), 0, 23);
    assertThat(values(entry.fields().get(2), 1, 31)).hasSize(31);
    assertThat(values(entry.fields().get(3), 1, 12)).hasSize(12);
    assertThat(values(entry.fields().get(4), 0, 7)).contains(0, 1, 2, 3, 4, 5, 6);
    if (hours.size() == 1 && minutes.size() == 1) {
      return DAY;
    }
    assertThat(hours).hasSize(24);
    var distances = new TreeSet<Integer>();
    for (int i = 0; i < minutes.size(); i++) {
      int next = i + 1 < minutes.size() ? minutes.get(i + 1) : minutes.getFirst() + 60;
      distances.add(next - minutes.get(i));
    }
    assertThat(distances).as("distances of %s", entry).hasSize(1);
    return distances.first();
  }

  private static TreeSet<Integer> values(String field, int least, int most) {
    var values = new TreeSet<Integer>();
    for (var item : field.split(",", -1)) {
      var matcher = ITEM.matcher(item);
      assertThat(matcher.matches()).as("field item %s", item).isTrue();
      int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
      int from = matcher.group(1) != null ? least : Integer.parseInt(matcher.group(2));
      int to = matcher.group(1) != null ? most : from;
      if (matcher.group(3) != null) {
        to = Integer.parseInt(matcher.group(3));
      }
      boolean ranged = matcher.group(1) != null || matcher.group(3) != null;
      assertThat(least <= from && from <= to && to <= most).as("range of %s", item).isTrue();
      assertThat(step >= 1 && (step == 1 || ranged)).as("step of %s", item).isTrue();
      for (int value = from; value <= to; value += step) {
        values.add(value);
      }
    }
    return values;
  }
}
