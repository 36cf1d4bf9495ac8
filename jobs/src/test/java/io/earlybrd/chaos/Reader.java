package io.earlybrd.chaos;

/**
 * A subscriber with one saved search of one word.
 *
 * @param delivery {@code instant}, {@code digest} or {@code both}
 */
record Reader(String email, String delivery, String word) {

  /** Whether this person wants mails by the channel. */
  boolean wants(String channel) {
    return delivery.equals(channel) || delivery.equals("both");
  }
}
