package io.earlybrd.deliver;

import io.earlybrd.subscriber.QuietHours;
import io.earlybrd.subscriber.Zones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What an instant run may do for a subscriber at its slot.
 *
 * @param cap instant mails a local day
 * @param dayFrom the local day of the slot
 * @param dayTo excluded
 * @param quiet whether the slot lies in their quiet hours
 * @param quietAt when the next quiet hours begin; null: never
 */
record InstantTurn(
    long subscriber,
    String email,
    String zone,
    int cap,
    Instant dayFrom,
    Instant dayTo,
    boolean quiet,
    @Nullable Instant quietAt) {

  /** From a row of {@code subscriber}. */
  static InstantTurn at(Instant slot, ResultSet row) throws SQLException {
    var zone = Zones.orUtc(row.getString("time_zone"));
    var day = slot.atZone(zone).toLocalDate();
    var hours =
        quietHours(
            zone,
            row.getObject("quiet_from", LocalTime.class),
            row.getObject("quiet_to", LocalTime.class));
    return new InstantTurn(
        row.getLong("id"),
        row.getString("email"),
        row.getString("time_zone"),
        row.getInt("instant_cap"),
        day.atStartOfDay(zone).toInstant(),
        day.plusDays(1).atStartOfDay(zone).toInstant(),
        hours != null && hours.at(slot),
        hours == null ? null : hours.nextBegin(slot));
  }

  private static @Nullable QuietHours quietHours(
      ZoneId zone, @Nullable LocalTime from, @Nullable LocalTime to) {
    if (from == null || to == null) {
      return null;
    }
    var hours = new QuietHours(zone, from, to);
    return hours.any() ? hours : null;
  }

  /**
   * @param today how many instant mails the day has already
   */
  boolean allows(int today) {
    return !quiet && today < cap;
  }
}
