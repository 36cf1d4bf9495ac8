package io.earlybrd.web;

import io.earlybrd.subscriber.Subscription;
import io.earlybrd.subscriber.Subscription.Delivery;
import io.earlybrd.subscriber.Subscriptions;
import io.earlybrd.subscriber.Suppressions.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the template of a subscriber's page sees.
 *
 * @param heading a question where they get mails, else what is so
 * @param now one sentence on what they get
 * @param cause why nothing is sent although they did not leave, and what to do; null where they did
 *     or get mails
 * @param mailed whether they get mails, now or after a pause
 * @param others the ways in which mails do not come now
 */
record SubscriberView(
    String heading,
    String now,
    @Nullable String cause,
    boolean mailed,
    boolean paused,
    boolean returning,
    List<Choice> others,
    List<SearchView> searches) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

  /** A button: the value that it sends, and what is on it. */
  record Choice(String value, String label) {}

  /**
   * @param key what its button sends
   */
  record SearchView(String key, String name) {}

  static SubscriberView of(Subscription s) {
    var address = masked(s.email());
    boolean mailed = s.suppressed().isEmpty();
    boolean paused = mailed && s.pausedUntil() != null;
    return new SubscriberView(
        heading(s, mailed, paused),
        mailed ? gets(s, address) : "We send no mails to " + address + ".",
        cause(s.suppressed()),
        mailed,
        paused,
        s.suppressed().equals(Set.of(Reason.UNSUBSCRIBE)),
        EnumSet.complementOf(EnumSet.of(s.delivery())).stream()
            .map(delivery -> new Choice(delivery.sql(), label(delivery)))
            .toList(),
        s.searches().stream().map(search -> new SearchView(search.key(), shown(search))).toList());
  }

  private static String heading(Subscription s, boolean mailed, boolean paused) {
    if (mailed) {
      return paused ? "Your mails are paused" : "Do you want to unsubscribe?";
    }
    return s.suppressed().contains(Reason.UNSUBSCRIBE)
        ? "You are unsubscribed"
        : "Your mails are stopped";
  }

  private static String gets(Subscription s, String address) {
    var digest = "a digest at " + s.sendAt() + " (" + s.zone().getId() + ")";
    var mails =
        switch (s.delivery()) {
          case INSTANT -> "a mail as soon as there is a new posting";
          case DIGEST -> digest;
          case BOTH -> "a mail as soon as there is a new posting, and " + digest;
        };
    return s.pausedUntil() == null
        ? "We send to " + address + " " + mails + "."
        : "We send nothing to " + address + " " + until(s.pausedUntil(), s.zone()) + ".";
  }

  private static String until(Instant time, ZoneId zone) {
    return time.isBefore(Subscriptions.FOREVER)
        ? "until " + DAY.format(time.atZone(zone))
        : "until you resume";
  }

  private static @Nullable String cause(Set<Reason> suppressed) {
    if (suppressed.contains(Reason.BOUNCE)) {
      return "Mails to it came back, so we stopped. If the address works again, write to us from"
          + " it:";
    }
    if (suppressed.contains(Reason.COMPLAINT)) {
      return "One of our mails to it was reported as spam, so we stopped. If that was a mistake,"
          + " write to us from it:";
    }
    return suppressed.contains(Reason.DELETED)
        ? "It was deleted from our list. If you want mails again, write to us from it:"
        : null;
  }

  private static String label(Delivery delivery) {
    return switch (delivery) {
      case INSTANT -> "Each posting at once, no digest";
      case DIGEST -> "Only the daily digest";
      case BOTH -> "Each posting at once, and a digest";
    };
  }

  /** What is said after it was changed. */
  static String changed(Delivery delivery) {
    return switch (delivery) {
      case INSTANT -> "You get each posting at once from now on, and no digest.";
      case DIGEST -> "You get only the daily digest from now on.";
      case BOTH -> "You get each posting at once from now on, and a digest.";
    };
  }

  static String shown(Subscription.Search search) {
    var name = search.name().isBlank() ? search.query() : search.name();
    boolean most = name.codePointCount(0, name.length()) > 100;
    return most ? name.substring(0, name.offsetByCodePoints(0, 99)) + "…" : name;
  }

  /** The page may be open where others look on. */
  private static String masked(String email) {
    int first = email.offsetByCodePoints(0, 1);
    return email.substring(0, first) + "…" + email.substring(email.lastIndexOf('@'));
  }
}
