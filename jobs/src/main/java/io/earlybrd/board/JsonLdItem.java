package io.earlybrd.board;

import io.earlybrd.posting.PayRange;
import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What JSON-LD says of a posting, by the vocabulary of https://schema.org/JobPosting. */
sealed interface JsonLdItem extends Item {
  JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  /** A link to the page that says all. */
  record Link(@Nullable String href) implements JsonLdItem {
    @Override
    public List<String> texts(Where where, Field field) {
      return List.of();
    }

    @Override
    public List<Item> parts(Where where) {
      return List.of();
    }

    @Override
    public Map<Field, String> standard() {
      var values = new EnumMap<Field, String>(Field.class);
      if (href != null) {
        values.put(Field.URL, href);
      }
      return values;
    }
  }

  /**
   * A posting.
   *
   * @param node references resolved
   * @param page the address of the page that is about nothing else; null where it is
   */
  record Posting(JsonNode node, @Nullable URI page) implements JsonLdItem {
    @Override
    public List<String> texts(Where where, Field field) {
      return new JsonItem(node, node).texts(where, field);
    }

    @Override
    public List<Item> parts(Where where) {
      return new JsonItem(node, node).parts(where);
    }

    @Override
    public Map<Field, String> standard() {
      var values = new EnumMap<Field, String>(Field.class);
      put(values, Field.ID, text(node.path("identifier"), "value"));
      put(values, Field.TITLE, first(text(node.path("title")), text(node.path("name"))));
      put(values, Field.URL, first(address(node), page == null ? null : page.toString()));
      put(values, Field.COMPANY, text(node.path("hiringOrganization"), "name", "legalName"));
      put(values, Field.LOCATION, places(node.path("jobLocation")));
      put(values, Field.REMOTE, remote());
      put(values, Field.DESCRIPTION, text(node.path("description")));
      put(values, Field.POSTED_AT, text(node.path("datePosted")));
      put(values, Field.DEPARTMENT, text(node.path("occupationalCategory"), "name"));
      put(values, Field.PAY, text(node.path("baseSalary")));
      return values;
    }

    /** Its parts; a bare text is shown as it is. */
    @Override
    public @Nullable PayRange pay() {
      var salary = first(node.path("baseSalary"));
      var value = first(salary.path("value"));
      var amount = value.isValueNode() ? text(value) : text(value.path("value"));
      var unit = first(text(value.path("unitText")), text(salary.path("unitText")));
      var low = first(text(value.path("minValue")), text(salary.path("minValue")));
      var high = first(text(value.path("maxValue")), text(salary.path("maxValue")));
      return PayRange.of(
          first(low, amount),
          first(high, low == null ? amount : null),
          first(text(salary.path("currency")), text(node.path("salaryCurrency"))),
          unit);
    }

    private @Nullable String remote() {
      var type = text(node.path("jobLocationType"));
      return type != null && type.toUpperCase(java.util.Locale.ROOT).contains("TELECOMMUTE")
          ? "true"
          : null;
    }
  }

  /** Where {@code node} says that it is to be seen. */
  static @Nullable String address(JsonNode node) {
    var id = text(node.path("@id"));
    var page = node.path("mainEntityOfPage");
    return first(
        first(text(node.path("url"), "@id"), text(node.path("item"), "url", "@id")),
        first(
            page.isObject() ? text(page, "@id", "url") : text(page),
            id != null && id.matches("https?://[^#]*") ? id : null));
  }

  private static @Nullable String places(JsonNode locations) {
    Set<String> places = new LinkedHashSet<>();
    for (var location : locations.isArray() ? locations.values() : List.of(locations)) {
      var address = location.isObject() ? first(location.path("address")) : location;
      var place =
          address.isObject()
              ? Places.of(
                  java.util.stream.Stream.of(
                          text(address.path("addressLocality")),
                          text(address.path("addressRegion")),
                          text(address.path("addressCountry"), "name"))
                      .filter(java.util.Objects::nonNull)
                      .toList())
              : text(address);
      var shown = first(place, text(location.path("name")));
      if (shown != null) {
        places.add(shown);
      }
    }
    return places.isEmpty() ? null : String.join("; ", places);
  }

  /** Of an array the first. */
  private static JsonNode first(JsonNode node) {
    return node.isArray() && !node.isEmpty() ? node.get(0) : node;
  }

  /** The text of a value, or of the first of an object's {@code keys} that has one. */
  private static @Nullable String text(JsonNode node, String... keys) {
    var value = first(node);
    if (value.isObject()) {
      for (var key : keys) {
        var text = text(value.path(key));
        if (text != null) {
          return text;
        }
      }
      return value.has("@value") ? text(value.path("@value")) : null;
    }
    var text = value.isValueNode() && !value.isNull() ? value.asString() : "";
    return text.isBlank() ? null : text;
  }

  private static @Nullable String first(@Nullable String text, @Nullable String otherwise) {
    return text != null ? text : otherwise;
  }

  private static void put(Map<Field, String> values, Field field, @Nullable String text) {
    if (text != null) {
      values.put(field, text);
    }
  }
}
