package io.earlybrd.deliver;

import io.earlybrd.subscriber.SendTimes;
import io.earlybrd.subscriber.Zones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;

/**
 * A subscriber's send times from a row with {@code time_zone}, {@code send_at} and {@code days}.
 */
final class SendTimesRow {
  private SendTimesRow() {}

  /** In UTC where the zone is not known here. */
  static SendTimes of(ResultSet row) throws SQLException {
    return new SendTimes(
        Zones.orUtc(row.getString("time_zone")),
        row.getObject("send_at", LocalTime.class),
        SendTimes.days((Short[]) row.getArray("days").getArray()));
  }
}
