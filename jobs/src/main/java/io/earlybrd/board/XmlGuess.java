package io.earlybrd.board;

import java.util.List;

final class XmlGuess {
  private XmlGuess() {}

  static List<Guess> of(org.jsoup.nodes.Document document) {
    return List.of();
  }
}
