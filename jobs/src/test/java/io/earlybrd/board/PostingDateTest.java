package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingDateTest {
  /** A Friday. */
  private static final Instant NOW = Instant.parse("2026-11-20T14:37:42.123Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # ISO 8601 and what looks like it
          2026-04-20T22:43:56.531+00:00           | 2026-04-20T22:43:56.531Z
          2026-04-17T05:58:03-04:00               | 2026-04-17T09:58:03Z
          2026-04-17T05:58:03-0400                | 2026-04-17T09:58:03Z
          2026-04-17T05:58:03Z                    | 2026-04-17T05:58:03Z
          2026-04-17T05:58                        | 2026-04-17T05:58:00Z
          2026-02-05T00:00:00.000+0000            | 2026-02-05T00:00:00Z
          2024-06-04T00:00:00.0000                | 2024-06-04T00:00:00Z
          2016-12-31T23:59:60Z                    | 2016-12-31T23:59:59Z
          2021-04-08                              | 2021-04-08T00:00:00Z
          2021-4-8                                | 2021-04-08T00:00:00Z
          2021/04/08                              | 2021-04-08T00:00:00Z
          2021.04.08                              | 2021-04-08T00:00:00Z
          2015-04-11 00:48:39                     | 2015-04-11T00:48:39Z
          2020-12-21 14:08:58 UTC                 | 2020-12-21T14:08:58Z
          2020-12-21 14:08:58 +0100               | 2020-12-21T13:08:58Z
          2026-09-20 04:59:00:0                   | 2026-09-20T04:59:00Z
          20260616                                | 2026-06-16T00:00:00Z
          20260616T101500Z                        | 2026-06-16T10:15:00Z
          # RFC 822 and its like
          Thu, 05 Jan 2017 23:02:56 +0000         | 2017-01-05T23:02:56Z
          Mon, 05 Jan 2017 23:02:56 EST           | 2017-01-06T04:02:56Z
          5 Jan 17 23:02 GMT                      | 2017-01-05T23:02:00Z
          Mon, 21 Nov 2016 17:00:10 +0100         | 2016-11-21T16:00:10Z
          Thursday, 05-Jan-17 23:02:56 GMT        | 2017-01-05T23:02:56Z
          Tue, 16 Jun 2026 10:00:00 GMT+02:00     | 2026-06-16T08:00:00Z
          Sun, 20 Sep 2026 04:59:00:0             | 2026-09-20T04:59:00Z
          Tue Jun 16 10:00:00 UTC 2026            | 2026-06-16T10:00:00Z
          Tue Jun 16 10:00:00 +0200 2026          | 2026-06-16T08:00:00Z
          Tue Jun 16 2026 10:00:00 GMT+0000 (Coordinated Universal Time) | 2026-06-16T10:00:00Z
          # Since 1970
          1610479391921                           | 2021-01-12T19:23:11.921Z
          1610479391                              | 2021-01-12T19:23:11Z
          1610479391.0                            | 2021-01-12T19:23:11Z
          /Date(1610479391921)/                   | 2021-01-12T19:23:11.921Z
          # Numbers
          16.06.2026                              | 2026-06-16T00:00:00Z
          5.6.2026                                | 2026-06-05T00:00:00Z
          05.06.26                                | 2026-06-05T00:00:00Z
          16.06.2026 10:15                        | 2026-06-16T10:15:00Z
          16.06.2026, 10:15 Uhr                   | 2026-06-16T10:15:00Z
          16/06/2026                              | 2026-06-16T00:00:00Z
          06/16/2026                              | 2026-06-16T00:00:00Z
          05/06/2026                              | 2026-05-06T00:00:00Z
          05-06-2026                              | 2026-06-05T00:00:00Z
          06-16-2026                              | 2026-06-16T00:00:00Z
          6/16/26 1:05 PM                         | 2026-06-16T13:05:00Z
          # English
          June 16, 2026                           | 2026-06-16T00:00:00Z
          June 16th, 2026                         | 2026-06-16T00:00:00Z
          Jun 16 2026                             | 2026-06-16T00:00:00Z
          16 Jun 2026                             | 2026-06-16T00:00:00Z
          16th of June 2026                       | 2026-06-16T00:00:00Z
          Sept. 3, 2026 1:05 pm                   | 2026-09-03T13:05:00Z
          Sept. 3, 2026 at 1:05 p.m.              | 2026-09-03T13:05:00Z
          January 07, 2017 18:20 UTC              | 2017-01-07T18:20:00Z
          Posted on June 16, 2026                 | 2026-06-16T00:00:00Z
          Date posted: 2026-06-16                 | 2026-06-16T00:00:00Z
          # Other languages
          3. März 2026                            | 2026-03-03T00:00:00Z
          Dienstag, 3. März 2026                  | 2026-03-03T00:00:00Z
          3. Dez. 2025                            | 2025-12-03T00:00:00Z
          Veröffentlicht am 3. Mai 2026           | 2026-05-03T00:00:00Z
          1er mars 2026                           | 2026-03-01T00:00:00Z
          16 juin 2026                            | 2026-06-16T00:00:00Z
          Publié le 16 juillet 2026 à 10:15       | 2026-07-16T10:15:00Z
          3 août 2026                             | 2026-08-03T00:00:00Z
          2 févr. 2026                            | 2026-02-02T00:00:00Z
          16 de junio de 2026                     | 2026-06-16T00:00:00Z
          16 ene 2026                             | 2026-01-16T00:00:00Z
          1º de março de 2026                     | 2026-03-01T00:00:00Z
          16 de fev. de 2026                      | 2026-02-16T00:00:00Z
          16 giugno 2026                          | 2026-06-16T00:00:00Z
          16 maart 2026                           | 2026-03-16T00:00:00Z
          16 mrt 2026                             | 2026-03-16T00:00:00Z
          16 czerwca 2026                         | 2026-06-16T00:00:00Z
          1 października 2026                     | 2026-10-01T00:00:00Z
          den 16 maj 2026                         | 2026-05-16T00:00:00Z
          16. oktober 2026                        | 2026-10-16T00:00:00Z
          16 desember 2025                        | 2025-12-16T00:00:00Z
          16 июня 2026                            | 2026-06-16T00:00:00Z
          2026年6月16日                             | 2026-06-16T00:00:00Z
          2026年6月16日 10:15                       | 2026-06-16T10:15:00Z
          2026년 6월 16일                            | 2026-06-16T00:00:00Z
          # Without a year: the last of its name
          Jun 16                                  | 2026-06-16T00:00:00Z
          16 June                                 | 2026-06-16T00:00:00Z
          Posted Nov 20                           | 2026-11-20T00:00:00Z
          Dec 24                                  | 2025-12-24T00:00:00Z
          24. Dezember                            | 2025-12-24T00:00:00Z
          # Words by days: the day's start
          today                                   | 2026-11-20T00:00:00Z
          Posted Today                            | 2026-11-20T00:00:00Z
          Today at 09:12                          | 2026-11-20T00:00:00Z
          yesterday                               | 2026-11-19T00:00:00Z
          Posted Yesterday                        | 2026-11-19T00:00:00Z
          Posted 2 Days Ago                       | 2026-11-18T00:00:00Z
          2 days ago                              | 2026-11-18T00:00:00Z
          2d                                      | 2026-11-18T00:00:00Z
          2d ago                                  | 2026-11-18T00:00:00Z
          a day ago                               | 2026-11-19T00:00:00Z
          1 day 3 hours ago                       | 2026-11-19T00:00:00Z
          1 week ago                              | 2026-11-13T00:00:00Z
          3w                                      | 2026-10-30T00:00:00Z
          a month ago                             | 2026-10-20T00:00:00Z
          about 2 months ago                      | 2026-09-20T00:00:00Z
          1mo ago                                 | 2026-10-20T00:00:00Z
          a year ago                              | 2025-11-20T00:00:00Z
          heute                                   | 2026-11-20T00:00:00Z
          gestern                                 | 2026-11-19T00:00:00Z
          Gestern, 17:05 Uhr                      | 2026-11-19T00:00:00Z
          vor 3 Tagen                             | 2026-11-17T00:00:00Z
          vor einem Monat                         | 2026-10-20T00:00:00Z
          aujourd'hui                             | 2026-11-20T00:00:00Z
          hier                                    | 2026-11-19T00:00:00Z
          avant-hier                              | 2026-11-18T00:00:00Z
          il y a 2 jours                          | 2026-11-18T00:00:00Z
          Il y a un mois                          | 2026-10-20T00:00:00Z
          hoy                                     | 2026-11-20T00:00:00Z
          ayer                                    | 2026-11-19T00:00:00Z
          hace 3 días                             | 2026-11-17T00:00:00Z
          hace una semana                         | 2026-11-13T00:00:00Z
          há 2 dias                               | 2026-11-18T00:00:00Z
          ontem                                   | 2026-11-19T00:00:00Z
          ieri                                    | 2026-11-19T00:00:00Z
          3 giorni fa                             | 2026-11-17T00:00:00Z
          gisteren                                | 2026-11-19T00:00:00Z
          2 dagen geleden                         | 2026-11-18T00:00:00Z
          wczoraj                                 | 2026-11-19T00:00:00Z
          5 dni temu                              | 2026-11-15T00:00:00Z
          i går                                   | 2026-11-19T00:00:00Z
          for 3 dager siden                       | 2026-11-17T00:00:00Z
          för 2 dagar sedan                       | 2026-11-18T00:00:00Z
          3日前                                    | 2026-11-17T00:00:00Z
          2天前                                    | 2026-11-18T00:00:00Z
          3일 전                                    | 2026-11-17T00:00:00Z
          # Words by hours and less: the hour's start
          just now                                | 2026-11-20T14:00:00Z
          Just posted                             | 2026-11-20T14:00:00Z
          5 minutes ago                           | 2026-11-20T14:00:00Z
          50 min ago                              | 2026-11-20T13:00:00Z
          30 seconds ago                          | 2026-11-20T14:00:00Z
          3h ago                                  | 2026-11-20T11:00:00Z
          an hour ago                             | 2026-11-20T13:00:00Z
          26 hours ago                            | 2026-11-19T12:00:00Z
          vor 2 Stunden                           | 2026-11-20T12:00:00Z
          il y a une heure                        | 2026-11-20T13:00:00Z
          2時間前                                   | 2026-11-20T12:00:00Z
          # Ahead by no more than a day and a half
          2026-11-20T14:40:00Z                    | 2026-11-20T14:37:00Z
          2026-11-21                              | 2026-11-20T14:37:00Z
          2026-11-22T02:37:00Z                    | 2026-11-20T14:37:00Z
          """)
  void dates_are_read_as_boards_write_them(String text, Instant expected) {
    assertThat(PostingDate.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "2026-13-01",
        "2026-02-30",
        "31/31/2026",
        "0",
        "12",
        "1e9",
        "-1610479391",
        "12345678",
        "2026-04-17T25:00:00Z",
        "2026-04-17T05:58:03 Mars/Olympus",
        "99 Foo 2026",
        "1893-01-01",
        "1989-12-31",
        "1970-01-01T00:00:00Z",
        "100000000",
        "2026-04-17T05:58:03+99:00",
        "20150411004839",
        "2026-11-22T02:37:43Z",
        "2027-01-01",
        "9999-12-31",
        "Posted 30+ Days Ago",
        "30+ days ago",
        "more than a month ago",
        "> 30 days ago",
        "in 3 days",
        "3 days left",
        "en 3 días",
        "tomorrow",
        "last week",
        "99999 days ago",
        "9999 years ago",
        "400 months ago",
        "Closes 20 Sep 2026",
        "Apply by June 30, 2026",
        "Bewerbungsfrist: 3. März 2026",
        "2 3 days ago",
        "days ago",
        "Remote",
        "Monday",
        "30 Feb",
        "May",
        "10.0.0.1",
      })
  void what_is_no_known_date_is_none(String text) {
    assertThat(PostingDate.parse(text, NOW)).isNull();
  }

  @Test
  void a_word_means_the_same_all_day() {
    var morning = Instant.parse("2026-11-20T00:00:01Z");

    assertThat(PostingDate.parse("Posted 2 Days Ago", morning))
        .isEqualTo(PostingDate.parse("Posted 2 Days Ago", NOW));
  }

  @Test
  void no_text_whatever_fails_or_takes_long() {
    var random = new Random(7);
    var pieces =
        "1 12 31 2026 99999 0 - . / : , T Z Jun March mai von de am il y a ago days h + 年 月 日 vor today ᵃ "
            .split(" ");
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(24); j >= 0; j--) {
              text.append(pieces[random.nextInt(pieces.length)]);
              text.append(random.nextBoolean() ? " " : "");
            }
            var date = PostingDate.parse(text.toString(), NOW);
            assertThat(date == null || !date.isAfter(NOW)).as("%s", text).isTrue();
          }
        });
  }
}
