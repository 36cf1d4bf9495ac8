package io.earlybrd.board;

import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Pattern;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.jsoup.nodes.Entities;

/**
 * Parses XML that strangers wrote: nothing is fetched and no entity of the document's own is
 * expanded. What is not well-formed in the usual ways is mended.
 */
final class FeedXml {
  private static final Pattern NOT_XML_CHARACTERS =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");
  private static final Pattern CHARACTER_REFERENCE =
      Pattern.compile("&#(?:([0-9]{1,9})|[xX]([0-9A-Fa-f]{1,8}));");
  private static final Pattern ENTITY = Pattern.compile("&(#?\\w{1,32});");

  private FeedXml() {}

  static Document parse(String text) throws UnreadableBoard {
    var xml = withoutDoctype(text.substring(Math.max(text.indexOf('<'), 0)));
    xml = xmlCharacters(xml);
    try {
      return build(xml);
    } catch (JDOMException notWellFormed) {
      try {
        return build(mended(xml));
      } catch (JDOMException still) {
        throw new UnreadableBoard("is not XML: " + OneLine.of(reason(notWellFormed), 200));
      }
    }
  }

  /**
   * Without what XML does not allow even escaped. Looks before it searches: most feeds are clean.
   */
  private static String xmlCharacters(String xml) {
    var clean = isClean(xml) ? xml : NOT_XML_CHARACTERS.matcher(xml).replaceAll("");
    if (clean.contains("&#")) {
      clean =
          CHARACTER_REFERENCE
              .matcher(clean)
              .replaceAll(match -> isXml(match.group(1), match.group(2)) ? "$0" : "");
    }
    return clean;
  }

  private static boolean isClean(String xml) {
    for (int i = 0; i < xml.length(); i++) {
      char c = xml.charAt(i);
      if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' || c > 0xfffd) {
        return false;
      }
    }
    return true;
  }

  private static Document build(String xml) throws JDOMException {
    var builder = new SAXBuilder();
    builder.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    builder.setFeature("http://xml.org/sax/features/external-general-entities", false);
    builder.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    try {
      return builder.build(new StringReader(xml));
    } catch (IOException e) {
      throw new AssertionError("a string is read without I/O", e);
    }
  }

  /**
   * A document type declaration without an internal subset says nothing that is needed, and is cut
   * out, so that its address is never fetched. One with a subset can define entities: billions of
   * laughs, files of this machine.
   */
  static String withoutDoctype(String xml) throws UnreadableBoard {
    int at = 0;
    while (at < xml.length()) {
      if (Character.isWhitespace(xml.charAt(at))) {
        at++;
      } else if (xml.startsWith("<!--", at) || xml.startsWith("<?", at)) {
        var close = xml.startsWith("<?", at) ? "?>" : "-->";
        int end = xml.indexOf(close, at + 2);
        if (end < 0) {
          return xml;
        }
        at = end + close.length();
      } else if (xml.regionMatches(true, at, "<!DOCTYPE", 0, 9)) {
        return xml.substring(0, at) + xml.substring(endOfDoctype(xml, at));
      } else {
        return xml;
      }
    }
    return xml;
  }

  private static int endOfDoctype(String xml, int start) throws UnreadableBoard {
    char quote = 0;
    for (int at = start; at < xml.length(); at++) {
      char c = xml.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        throw new UnreadableBoard(
            "has an internal DTD subset (<!DOCTYPE … [), which is never read:"
                + " it can name files and grow without end");
      } else if (c == '>') {
        return at + 1;
      }
    }
    return xml.length();
  }

  private static boolean isXml(String decimal, String hexadecimal) {
    long code = decimal != null ? Long.parseLong(decimal) : Long.parseLong(hexadecimal, 16);
    return code == 9
        || code == 10
        || code == 13
        || code >= 0x20 && code <= 0xd7ff
        || code >= 0xe000 && code <= 0xfffd
        || code >= 0x10000 && code <= 0x10ffff;
  }

  /** Bare ampersands escaped, HTML's named entities written as characters. */
  private static String mended(String xml) {
    var out = new StringBuilder(xml.length() + 64);
    var entity = ENTITY.matcher(xml);
    for (int at = 0; at < xml.length(); ) {
      int verbatim = endOfVerbatim(xml, at);
      if (verbatim > at) {
        out.append(xml, at, verbatim);
        at = verbatim;
      } else if (xml.charAt(at) != '&') {
        out.append(xml.charAt(at++));
      } else if (entity.region(at, Math.min(xml.length(), at + 40)).lookingAt()) {
        out.append(known(entity.group(1)));
        at = entity.end();
      } else {
        out.append("&amp;");
        at++;
      }
    }
    return out.toString();
  }

  /**
   * Where a comment or CDATA section that begins at {@code at} ends; unclosed, with the document.
   */
  private static int endOfVerbatim(String xml, int at) {
    var close = xml.startsWith("<![CDATA[", at) ? "]]>" : xml.startsWith("<!--", at) ? "-->" : null;
    if (close == null) {
      return at;
    }
    int end = xml.indexOf(close, at);
    return end < 0 ? xml.length() : end + close.length();
  }

  private static String known(String name) {
    if (name.startsWith("#") || name.matches("amp|lt|gt|quot|apos")) {
      return "&" + name + ";";
    }
    var characters = Entities.getByName(name);
    return switch (characters) {
      case "" -> "&amp;" + name + ";";
      case "<" -> "&lt;";
      case "&" -> "&amp;";
      default -> characters;
    };
  }

  private static String reason(Exception e) {
    var message = String.valueOf(e.getMessage());
    int cause = message.lastIndexOf("Error on line ");
    return cause < 0 ? message : message.substring(cause + "Error on ".length());
  }
}
