package io.earlybrd.chaos;

/** One posting as a board shows it. */
record Posting(String title, String url) {

  /** Whether a search for the word finds it: titles are made of plain words. */
  boolean has(String word) {
    return java.util.List.of(title.split(" ")).contains(word);
  }
}
