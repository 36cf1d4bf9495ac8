package io.earlybrd.board;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as boards write them. One without a zone is UTC, one without a time begins its day. */
final class PostingDate {
  private static final Pattern EPOCH = Pattern.compile("(\\d{9,11}|\\d{12,13})(?:\\.\\d+)?");
  private static final String TIME =
      "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?\\s*([AaPp][Mm])?\\s*(.*)";
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:(?:[Tt]|\\s+)" + TIME + ")?");
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:[A-Za-z]{2,9}\\.?,?\\s+)?(\\d{1,2})[ -]([A-Za-z]{3,9})\\.?[ -](\\d{4}|\\d{2})"
              + "(?:,?\\s+"
              + TIME
              + ")?");
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "(?:[A-Za-z]{2,9}\\.?,?\\s+)?([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})"
              + "(?:,?\\s+"
              + TIME
              + ")?");
  private static final Pattern OFFSET = Pattern.compile("(?:GMT|UTC)?([+-])(\\d{2}):?(\\d{2})?");
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** RFC 822's own names, by hours from Greenwich. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("Z", 0),
          Map.entry("UT", 0),
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("CST", -6),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7),
          Map.entry("CET", 1),
          Map.entry("CEST", 2),
          Map.entry("BST", 1));

  private PostingDate() {}

  /** Null where {@code text} is no date of the years 1970 to 9999 in a form that is known. */
  static @Nullable Instant parse(String text) {
    var value = text.strip();
    if (value.length() > 64) {
      return null;
    }
    try {
      var instant = read(value);
      int year = instant == null ? 0 : instant.atOffset(ZoneOffset.UTC).getYear();
      return year >= 1970 && year <= 9999 ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  static @Nullable Instant parse(String text, Instant now) {
    var at = parse(text);
    return at != null && at.isAfter(now) ? now : at;
  }

  private static @Nullable Instant read(String value) {
    var epoch = EPOCH.matcher(value);
    if (epoch.matches()) {
      long number = Long.parseLong(epoch.group(1));
      return epoch.group(1).length() > 11
          ? Instant.ofEpochMilli(number)
          : Instant.ofEpochSecond(number);
    }
    var iso = ISO.matcher(value);
    if (iso.matches()) {
      return instant(iso, number(iso, 1), number(iso, 2), number(iso, 3));
    }
    var dayFirst = DAY_FIRST.matcher(value);
    if (dayFirst.matches()) {
      int year = number(dayFirst, 3);
      // RFC 2822, 4.3.
      int century = dayFirst.group(3).length() == 4 ? 0 : year < 50 ? 2000 : 1900;
      return instant(dayFirst, century + year, month(dayFirst.group(2)), number(dayFirst, 1));
    }
    var monthFirst = MONTH_FIRST.matcher(value);
    return monthFirst.matches()
        ? instant(
            monthFirst, number(monthFirst, 3), month(monthFirst.group(1)), number(monthFirst, 2))
        : null;
  }

  private static @Nullable Instant instant(MatchResult match, int year, int month, int day) {
    var date = LocalDate.of(year, month, day);
    if (match.group(4) == null) {
      return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    var zone = zone(match.group(9));
    if (zone == null) {
      return null;
    }
    int hour = number(match, 4);
    if (match.group(8) != null) {
      hour = hour % 12 + (match.group(8).equalsIgnoreCase("pm") ? 12 : 0);
    }
    // A leap second, or midnight at the day's end, as the second before.
    int second = Math.min(match.group(6) == null ? 0 : number(match, 6), 59);
    var fraction = match.group(7);
    int nano = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    var time = LocalTime.of(hour, number(match, 5), second, nano);
    return OffsetDateTime.of(date, time, zone).toInstant();
  }

  private static @Nullable ZoneOffset zone(String written) {
    var name = written.replaceAll("\\s*\\(.*\\)$|\\[.*]$", "").strip().toUpperCase(Locale.ROOT);
    var hours = ZONES.get(name);
    if (hours != null) {
      return ZoneOffset.ofHours(hours);
    }
    var offset = OFFSET.matcher(name);
    if (!offset.matches()) {
      return null;
    }
    int minutes =
        Integer.parseInt(offset.group(2)) * 60
            + (offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3)));
    return ZoneOffset.ofTotalSeconds(60 * (offset.group(1).equals("-") ? -minutes : minutes));
  }

  private static int month(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).startsWith(lower) || lower.equals("sept") && i == 8) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int number(MatchResult match, int group) {
    return Integer.parseInt(match.group(group));
  }
}
