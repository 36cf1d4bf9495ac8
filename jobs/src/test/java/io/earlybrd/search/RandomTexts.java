package io.earlybrd.search;

import java.util.Random;

/** Texts that somebody might type, paste or attack with, repeatable by their seed. */
final class RandomTexts {
  private static final String[] PIECES = {
    "java",
    "Node.js",
    "C++",
    "C#",
    ".NET",
    "ASP.NET",
    "R&D",
    "full-stack",
    "Développeur",
    "STRASSE",
    "24/7",
    "1e5x",
    "don't",
    "OR",
    "AND",
    "NOT",
    "or",
    "title:",
    "company:",
    "Title:",
    "foo:",
    "location:",
    "board:",
    "remote:yes",
    "remote:no",
    "pay<=45/hour",
    " OR ",
    " OR ",
    " NOT ",
    "engin*",
    "front end",
    "frontend",
    "pay>=60000",
    "http://example.com/?a=b",
    "\"",
    "\"",
    "“",
    "”",
    "-",
    "-",
    "–",
    "(",
    ")",
    "*",
    ":",
    "&",
    "|",
    "!",
    "'",
    "\\",
    "<->",
    " ",
    " ",
    " ",
    "\t",
    "\n",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\u200e",
    "\ufeff",
    "\u00ad",
    "\u0000",
    "\ud83d",
    "\udc00",
    "🚀",
    "👩‍💻",
    "e\u0301",
    "\u0316\u0301",
    "データ",
    "ﾃﾞ",
    "漢字",
    "ภาษาไทย",
    "हिन्दी",
    "개발자",
    "각",
    "مُهندس",
    "שָׁלוֹם",
    "ﬁ",
    "ﷺ",
    "½",
    "Ⅷ",
    "İ",
    "ß",
    "ǆ",
    "ϴ",
    "ﾞ",
    "٣",
    "（",
    "：",
    "＂",
    "－",
    "js",
    "net",
    "r",
    "c",
    "d"
  };

  private RandomTexts() {}

  static String text(Random random, int most) {
    var text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 2 -> text.append((char) (' ' + random.nextInt(95)));
        default -> text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return text.toString();
  }
}
