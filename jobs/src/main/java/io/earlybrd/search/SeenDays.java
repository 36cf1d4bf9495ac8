package io.earlybrd.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queries for postings that were first seen on some days (UTC) only. Stateless. */
public final class SeenDays {
  private SeenDays() {}

  /** Every day that has a part of the time between the two, the newest first. */
  public static List<LocalDate> between(Instant from, Instant to) {
    return Stream.iterate(day(to), day -> !day.isBefore(day(from)), day -> day.minusDays(1))
        .toList();
  }

  /** Text to cast to {@code tsquery}: the query, on one of the days. */
  public static String tsquery(Query query, List<LocalDate> days) {
    return days.stream()
        .map(day -> "'" + Lexemes.day(day.toEpochDay()) + "'")
        .collect(Collectors.joining(" | ", "(" + query.toTsquery() + ") & (", ")"));
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
