package io.earlybrd.board;

import java.util.List;

/** Whether values are what their names say. */
final class JsonValues {
  private JsonValues() {}

  /** From 0, they cannot be that field, to 1. */
  static double fit(Field field, List<String> texts) {
    double length = Shares.length(texts);
    double distinct = Shares.distinct(texts);
    boolean isConstant = texts.size() >= 5 && distinct < 0.1;
    return switch (field) {
      case TITLE -> isConstant ? 0 : title(texts, length);
      case URL -> Shares.share(texts, JsonValues::isLink) < 0.8 ? 0 : distinct < 0.3 ? 0.2 : 1;
      case ID ->
          isConstant
                  || Shares.share(texts, text -> text.matches("(?i)true|false")) > 0.1
                  || length > 300
              ? 0
              : 1;
      case COMPANY -> length <= 100 && Shares.share(texts, JsonValues::isLink) < 0.2 ? 1 : 0;
      case LOCATION, DEPARTMENT ->
          length <= 150 && Shares.share(texts, text -> text.matches("\\d+|(?i)true|false")) < 0.2
              ? 1
              : 0;
      case DESCRIPTION -> length >= 30 && Shares.share(texts, JsonValues::isLink) < 0.2 ? 1 : 0;
      case POSTED_AT -> Shares.share(texts, PostingWords::isDate) >= 0.5 ? 1 : 0;
      case REMOTE ->
          length <= 30 && Shares.share(texts, text -> text.matches("-?\\d+")) < 0.2 ? 1 : 0;
      case PAY ->
          length <= 100 && Shares.share(texts, text -> text.matches(".*\\d.*")) > 0.3 ? 1 : 0;
    };
  }

  private static double title(List<String> texts, double length) {
    if (length < 3 || length > 160 || Shares.share(texts, JsonValues::isLink) > 0.2) {
      return 0;
    }
    if (Shares.share(
            texts, text -> text.matches("[\\d.,: -]+|(?i)true|false|[a-z]+(?:[_.][a-z]+)+"))
        > 0.3) {
      return 0;
    }
    if (Shares.share(texts, text -> text.indexOf('<') >= 0 && text.indexOf('>') >= 0) > 0.3) {
      return 0;
    }
    return 0.5 + 0.5 * Shares.average(texts, PostingWords::title);
  }

  private static boolean isLink(String text) {
    return text.matches("(?:https?://|/)\\S+");
  }
}
