package io.earlybrd.board;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as boards write them. One without a zone is UTC, one without a time begins its day. Where a
 * weekday and a date disagree, the date counts. Of {@code 05/06/2026} and its like, which both a
 * day and a month may begin, slashes part a month from a day behind it, as in the United States,
 * points and dashes a day from a month.
 */
final class PostingDate {
  private static final int LONGEST = 64;

  /** Job boards began later: what is older is a date's absence or a mistake. */
  private static final int FIRST_YEAR = 1990;

  /** Clocks are wrong, and days begin earlier elsewhere. What is later yet is a deadline. */
  private static final Duration AHEAD = Duration.ofHours(36);

  private static final Pattern EPOCH =
      Pattern.compile("(?:/Date\\()?(\\d{9,11}|\\d{12,13})(?:\\.\\d+)?(?:[+-]\\d{4})?(?:\\)/)?");
  private static final String TIME =
      "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,:](?<fraction>\\d{1,9})\\d*)?)?"
          + "\\s*(?<half>[AaPp]\\.?[Mm]\\b\\.?)?\\s*(?<zone>.*)";
  private static final String AT_TIME =
      "(?:,?\\s+(?:(?:at|um|à|às|a las|alle|om|kl\\.?|o|-)\\s+)?" + TIME + ")?";
  private static final String WORDS = "(?<words>(?:\\p{L}{1,13}\\.?,?\\s+){0,2})";

  private static final List<Pattern> SHAPES =
      List.of(
          shape(
              "(?<year>\\d{4})([-/.])(?<month>\\d{1,2})\\2(?<day>\\d{1,2})(?:(?:[Tt]|,?\\s+)"
                  + TIME
                  + ")?"),
          shape(
              "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:[Tt](?<hour>\\d{2})(?<minute>\\d{2})"
                  + "(?<second>\\d{2})?(?<fraction>)(?<half>)?(?<zone>\\D.*)?)?"),
          shape(
              "(?<one>\\d{1,2})(?<mark>[./-])(?<two>\\d{1,2})\\k<mark>(?<year>\\d{4}|\\d{2})"
                  + AT_TIME),
          shape(
              "(?<year>\\d{4})\\s*[年년]\\s*(?<month>\\d{1,2})\\s*[月월]\\s*(?<day>\\d{1,2})\\s*[日일]"
                  + "(?:\\s*"
                  + TIME
                  + ")?"),
          shape(
              WORDS
                  + "(?<day>\\d{1,2})(?:st|nd|rd|th|er|[.ºª])?(?:\\s+(?:de|of)\\s+|\\s*-\\s*|\\s+)"
                  + "(?<name>\\p{L}{3,12})\\.?,?(?:\\s+del?\\s+|[\\s-]+)(?<year>\\d{4}|\\d{2})"
                  + AT_TIME),
          shape(
              WORDS
                  + "(?<name>\\p{L}{3,12})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})"
                  + AT_TIME),
          // As C's ctime writes it.
          shape(
              WORDS
                  + "(?<name>\\p{L}{3})\\s+(?<day>\\d{1,2})\\s+(?<hour>\\d{2}):(?<minute>\\d{2}):"
                  + "(?<second>\\d{2})(?<fraction>)(?<half>)?(?<zone>(?:\\s+\\S{1,6})?)\\s+(?<year>\\d{4})"));

  private static final Pattern YEARLESS =
      Pattern.compile(
          WORDS
              + "(?:(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?(?:\\s+de)?\\s+(?<name>\\p{L}{3,12})\\.?"
              + "|(?<name2>\\p{L}{3,12})\\.?\\s+(?<day2>\\d{1,2})(?:st|nd|rd|th)?)");

  private static final Pattern LABEL =
      Pattern.compile(
          "(?:(?:date|posted|published|created|listed|added|opened|posting|job|on|at|since|le|am|vom"
              + "|el|em|il|op|den|dnia|seit|veröffentlicht|publiée?|publicad[oa]|pubblicato|geplaatst"
              + "|opublikowano)\\b[:.]?\\s*){1,4}",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /** The date behind one of these is another one. */
  private static final Set<String> DEADLINES =
      Set.of(
          ("closes closing close expires expiring expiry deadline until by before ends end due"
                  + " valid apply starts start starting bis bewerbungsfrist frist jusqu hasta até"
                  + " entro fino tot do")
              .split(" "));

  private static final Pattern OFFSET = Pattern.compile("(?:GMT|UTC)?([+-])(\\d{1,2}):?(\\d{2})?");
  private static final Pattern ZONE_NAME = Pattern.compile("\\s*\\([^)]*\\)?$|\\[.*]$");

  /** RFC 822's own names, by hours from Greenwich. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("Z", 0),
          Map.entry("UT", 0),
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("UHR", 0),
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

  private static Pattern shape(String regex) {
    return Pattern.compile(regex);
  }

  /**
   * When a posting that is seen at {@code now} was posted, also by words such as {@code yesterday}.
   * What is ahead of {@code now} by no more than a day and a half is {@code now}, to the minute.
   *
   * @return null where {@code text} is no date that is known, is later than that, before 1990, or
   *     no more than a bound such as {@code 30+ days ago}
   */
  static @Nullable Instant parse(String text, Instant now) {
    var value = text.strip();
    if (value.isEmpty() || value.length() > LONGEST) {
      return null;
    }
    var date = absolute(value);
    if (date == null) {
      date = yearless(value, now);
    }
    if (date == null) {
      date = RelativeDate.parse(value, now);
    }
    if (date == null || year(date) < FIRST_YEAR || date.isAfter(now.plus(AHEAD))) {
      return null;
    }
    return date.isAfter(now) ? now.truncatedTo(ChronoUnit.MINUTES) : date;
  }

  /** Null where {@code text} is no date of the years 1970 to 9999 in a form that is known. */
  static @Nullable Instant parse(String text) {
    var value = text.strip();
    var date = value.length() > LONGEST ? null : absolute(value);
    return date != null && year(date) >= 1970 && year(date) <= 9999 ? date : null;
  }

  private static int year(Instant date) {
    return date.atOffset(ZoneOffset.UTC).getYear();
  }

  private static @Nullable Instant absolute(String value) {
    try {
      var label = LABEL.matcher(value);
      return read(label.lookingAt() ? value.substring(label.end()) : value);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant read(String value) {
    var epoch = EPOCH.matcher(value);
    if (epoch.matches()) {
      long number = Long.parseLong(epoch.group(1));
      return epoch.group(1).length() > 11
          ? Instant.ofEpochMilli(number)
          : Instant.ofEpochSecond(number);
    }
    for (var shape : SHAPES) {
      var match = shape.matcher(value);
      if (match.matches()) {
        var date = isDeadline(match) ? null : date(match);
        return date == null ? null : at(date, match);
      }
    }
    return null;
  }

  private static boolean isDeadline(MatchResult match) {
    if (!match.namedGroups().containsKey("words")) {
      return false;
    }
    for (var word : match.group("words").toLowerCase(Locale.ROOT).split("[\\s.,:]+")) {
      if (DEADLINES.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable LocalDate date(MatchResult match) {
    var groups = match.namedGroups();
    int year = number(match, "year");
    if (match.group("year").length() == 2) {
      // RFC 2822, 4.3.
      year += year < 50 ? 2000 : 1900;
    }
    if (groups.containsKey("one")) {
      int one = number(match, "one");
      int two = number(match, "two");
      boolean monthFirst = two > 12 || one <= 12 && match.group("mark").equals("/");
      return LocalDate.of(year, monthFirst ? one : two, monthFirst ? two : one);
    }
    int month =
        groups.containsKey("name") ? MonthNames.month(match.group("name")) : number(match, "month");
    return month == 0 ? null : LocalDate.of(year, month, number(match, "day"));
  }

  /** The latest of its name that is not ahead: {@code Jun 16}. */
  private static @Nullable Instant yearless(String value, Instant now) {
    var label = LABEL.matcher(value);
    var match = YEARLESS.matcher(label.lookingAt() ? value.substring(label.end()) : value);
    if (!match.matches() || isDeadline(match)) {
      return null;
    }
    boolean dayFirst = match.group("day") != null;
    int month = MonthNames.month(match.group(dayFirst ? "name" : "name2"));
    int day = number(match, dayFirst ? "day" : "day2");
    int year = year(now.plus(AHEAD));
    try {
      var date = month == 0 ? null : LocalDate.of(year, month, day).atStartOfDay();
      if (date == null) {
        return null;
      }
      var instant = date.toInstant(ZoneOffset.UTC);
      return instant.isAfter(now.plus(AHEAD))
          ? date.minusYears(1).toInstant(ZoneOffset.UTC)
          : instant;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant at(LocalDate date, MatchResult match) {
    if (match.group("hour") == null) {
      return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    var written = match.group("zone");
    var zone = zone(written == null ? "" : written);
    if (zone == null) {
      return null;
    }
    int hour = number(match, "hour");
    var half = match.group("half");
    if (half != null && !half.isEmpty()) {
      hour = hour % 12 + (half.charAt(0) == 'p' || half.charAt(0) == 'P' ? 12 : 0);
    }
    // A leap second, or midnight at the day's end, as the second before.
    int second = Math.min(match.group("second") == null ? 0 : number(match, "second"), 59);
    var fraction = match.group("fraction");
    int nano = fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    var time = LocalTime.of(hour, number(match, "minute"), second, nano);
    return OffsetDateTime.of(date, time, zone).toInstant();
  }

  private static @Nullable ZoneOffset zone(String written) {
    var name = ZONE_NAME.matcher(written).replaceFirst("").strip().toUpperCase(Locale.ROOT);
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

  private static int number(MatchResult match, String group) {
    return Integer.parseInt(match.group(group));
  }
}
