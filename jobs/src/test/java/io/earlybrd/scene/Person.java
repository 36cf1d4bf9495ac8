package io.earlybrd.scene;

import java.util.List;

/** Somebody's rows in {@code subscribers.csv}. */
public record Person(
    String email, String zone, String delivery, String sendAt, List<String> searches) {

  public static Person instant(String email, String... searches) {
    return new Person(email, "UTC", "instant", "08:00", List.of(searches));
  }

  public static Person digest(String email, String... searches) {
    return new Person(email, "UTC", "digest", "08:00", List.of(searches));
  }

  public static Person both(String email, String... searches) {
    return new Person(email, "UTC", "both", "08:00", List.of(searches));
  }

  public Person in(String otherZone) {
    return new Person(email, otherZone, delivery, sendAt, searches);
  }

  public Person at(String otherSendAt) {
    return new Person(email, zone, delivery, otherSendAt, searches);
  }

  public Person by(String otherDelivery) {
    return new Person(email, zone, otherDelivery, sendAt, searches);
  }

  public Person searching(String... otherSearches) {
    return new Person(email, zone, delivery, sendAt, List.of(otherSearches));
  }

  String csv() {
    var rows = new StringBuilder();
    for (var search : searches) {
      rows.append(
          "%s,%s,%s,%s,\"%s\"\r\n"
              .formatted(email, zone, delivery, sendAt, search.replace("\"", "\"\"")));
    }
    return rows.toString();
  }
}
