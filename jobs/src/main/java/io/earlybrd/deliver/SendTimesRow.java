package io.earlybrd.deliver;

import io.earlybrd.subscriber.SendTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A subscriber's send times from a row with {@code time_zone}, {@code send_at} and {@code days}.
 */
final class SendTimesRow {
  private SendTimesRow() {}

  static SendTimes of(ResultSet row) throws SQLException {
    var days =
        Arrays.stream((Short[]) row.getArray("days").getArray())
            .map(day -> DayOfWeek.of(day))
            .collect(Collectors.toSet());
    return new SendTimes(
        ZoneId.of(row.getString("time_zone")), row.getObject("send_at", LocalTime.class), days);
  }
}
