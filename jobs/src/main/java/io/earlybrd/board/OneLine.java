package io.earlybrd.board;

import io.earlybrd.posting.ShownText;
import org.jspecify.annotations.Nullable;

/** Others' text in a message for the operator: one line, not long, with nothing hidden in it. */
final class OneLine {
  private OneLine() {}

  static String of(@Nullable String text, int length) {
    var line = ShownText.plainLine(text);
    if (line == null) {
      return "";
    }
    return line.codePointCount(0, line.length()) <= length
        ? line
        : line.substring(0, line.offsetByCodePoints(0, length)) + "…";
  }
}
