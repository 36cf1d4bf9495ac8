package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingDateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-04-20T22:43:56.531+00:00 | 2026-04-20T22:43:56.531Z",
        "2026-04-17T05:58:03-04:00 | 2026-04-17T09:58:03Z",
        "2026-04-17T05:58:03-0400 | 2026-04-17T09:58:03Z",
        "2026-04-17T05:58:03Z | 2026-04-17T05:58:03Z",
        "2026-04-17T05:58 | 2026-04-17T05:58:00Z",
        "2021-04-08 | 2021-04-08T00:00:00Z",
        "2015-04-11 00:48:39 | 2015-04-11T00:48:39Z",
        "2020-12-21 14:08:58 UTC | 2020-12-21T14:08:58Z",
        "Thu, 05 Jan 2017 23:02:56 +0000 | 2017-01-05T23:02:56Z",
        "Mon, 05 Jan 2017 23:02:56 EST | 2017-01-06T04:02:56Z",
        "5 Jan 17 23:02 GMT | 2017-01-05T23:02:00Z",
        "Mon, 21 Nov 2016 17:00:10 +0100 | 2016-11-21T16:00:10Z",
        "Thursday, 05-Jan-17 23:02:56 GMT | 2017-01-05T23:02:56Z",
        "Tue, 16 Jun 2026 10:00:00 GMT+02:00 | 2026-06-16T08:00:00Z",
        "June 16, 2026 | 2026-06-16T00:00:00Z",
        "Sept. 3, 2026 1:05 pm | 2026-09-03T13:05:00Z",
        "16 Jun 2026 | 2026-06-16T00:00:00Z",
        "1610479391921 | 2021-01-12T19:23:11.921Z",
        "1610479391 | 2021-01-12T19:23:11Z",
        "2016-12-31T23:59:60Z | 2016-12-31T23:59:59Z"
      })
  void dates_are_read_as_boards_write_them(String text, Instant expected) {
    assertThat(PostingDate.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1 week ago",
        "2026-13-01",
        "2026-02-30",
        "31/12/2026",
        "0",
        "12",
        "1e9",
        "2026-04-17T25:00:00Z",
        "2026-04-17T05:58:03 Mars/Olympus",
        "99 Foo 2026",
        "1893-01-01",
        "2026-04-17T05:58:03+99:00",
        "20150411004839"
      })
  void what_is_no_known_date_is_none(String text) {
    assertThat(PostingDate.parse(text)).isNull();
  }
}
