package io.earlybrd.search;

/**
 * Which part of a posting a word must stand in. The weight is the one that its lexemes carry in
 * {@code posting.tsv}.
 */
public enum Scope {
  ANYWHERE("", ""),
  TITLE("title:", "A"),
  COMPANY("company:", "B"),
  LOCATION("location:", "C");

  private final String prefix;
  private final String weight;

  Scope(String prefix, String weight) {
    this.prefix = prefix;
    this.weight = weight;
  }

  /** As a query writes it, with the colon; empty for anywhere. */
  String prefix() {
    return prefix;
  }

  String weight() {
    return weight;
  }
}
