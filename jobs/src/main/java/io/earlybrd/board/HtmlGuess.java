package io.earlybrd.board;

import java.util.List;

final class HtmlGuess {
  private HtmlGuess() {}

  static List<Guess> of(org.jsoup.nodes.Document document, java.net.URI page) {
    return List.of();
  }
}
