package io.earlybrd.posting;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Texts of boards made fit to store, search and mail: as a reader of the board would see them,
 * without markup and control characters. What comes out is text, to be escaped where it is shown.
 */
public final class ShownText {
  /** Characters of a title, company, location and the like. */
  public static final int LINE = 500;

  /** Characters of a description. */
  public static final int DESCRIPTION = 200_000;

  /** More markup than this is not looked at: it would cost more than its text is worth. */
  private static final int MARKUP = 1_000_000;

  /** A parser looks up through all open tags at each one, and a document has many descriptions. */
  private static final int DEPTH = 64;

  private static final Pattern TAG_NAME = Pattern.compile("/?([A-Za-z][A-Za-z0-9]*)([:-]\\w)?");
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});");
  private static final Pattern ESCAPED_TAG =
      Pattern.compile("&lt;/?(?:p|div|br|ul|ol|li|h[1-6]|span|strong|b|em|i|a|table)\\b");

  private ShownText() {}

  /** One line of text that is no markup. Null when there is nothing to be seen. */
  public static @Nullable String plainLine(@Nullable String text) {
    return text == null ? null : new TextLines(LINE, text.length()).text(text).gathered();
  }

  /** One line of any length, in which nothing is decoded: two identifiers never become one. */
  public static @Nullable String identifier(@Nullable String text) {
    return text == null
        ? null
        : new TextLines(Integer.MAX_VALUE, text.length()).text(text).gathered();
  }

  /** One line of what may be markup: tags stripped, entities decoded once. */
  public static @Nullable String line(@Nullable String markup) {
    if (markup == null || !mayBeMarkup(markup)) {
      return plainLine(markup);
    }
    var cut = markup.substring(0, Math.min(markup.length(), 20 * LINE));
    return plainLine(hasTag(cut) ? body(guarded(cut)).text() : decoded(cut));
  }

  /** Text with its line breaks that is no markup. */
  public static @Nullable String plainDescription(@Nullable String text) {
    return text == null ? null : new TextLines(DESCRIPTION, text.length()).lines(text).gathered();
  }

  /** Text with line breaks of what may be HTML, also of HTML that was escaped once more. */
  public static @Nullable String description(@Nullable String markup) {
    if (markup == null || !mayBeMarkup(markup)) {
      return plainDescription(markup);
    }
    var html = markup.substring(0, Math.min(markup.length(), MARKUP));
    if (html.indexOf("&lt;") >= 0 && !hasTag(html) && ESCAPED_TAG.matcher(html).find()) {
      html = decoded(html);
    }
    var lines = new TextLines(DESCRIPTION, html.length());
    return SimpleMarkup.read(html, lines) ? lines.gathered() : parsed(html);
  }

  /** As the parser of browsers has it, which takes its time. */
  static @Nullable String parsed(String html) {
    return hasTag(html) ? description(body(guarded(html))) : plainDescription(decoded(html));
  }

  /** The text of an element with the line breaks that a browser would make. */
  public static @Nullable String description(Element element) {
    var lines = new TextLines(DESCRIPTION, 200);
    element.traverse(
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
              lines.text(text.getWholeText());
            } else if (node instanceof Element inner) {
              begin(inner, lines);
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element inner) {
              breakAround(inner, lines);
            }
          }
        });
    return lines.gathered();
  }

  private static void begin(Element element, TextLines lines) {
    breakAround(element, lines);
    switch (element.normalName()) {
      case "br" -> lines.oneMoreBreak();
      case "td", "th" -> lines.text(" ");
      case "li" -> lines.text("- ");
      default -> {}
    }
  }

  private static void breakAround(Element element, TextLines lines) {
    switch (element.normalName()) {
      case "p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6" -> lines.lineBreak(2);
      case "td", "th" -> {}
      default -> {
        if (element.isBlock()) {
          lines.lineBreak(1);
        }
      }
    }
  }

  private static boolean mayBeMarkup(String text) {
    return text.indexOf('<') >= 0 || text.indexOf('&') >= 0;
  }

  private static String decoded(String text) {
    var simply = SimpleMarkup.decoded(text);
    return simply != null ? simply : parsedEntities(text);
  }

  static String parsedEntities(String text) {
    return Parser.unescapeEntities(guarded(text), false);
  }

  private static Element body(String html) {
    var body = Document.createShell("").body();
    body.appendChildren(Parser.htmlParser().setMaxDepth(DEPTH).parseFragmentInput(html, body, ""));
    return body;
  }

  /** Only what is an HTML tag by its name: "C<T> developer" and "a < b" are text. */
  private static boolean isTag(String text, int at, int lastClose) {
    if (at >= lastClose) {
      return false;
    }
    if (text.startsWith("!--", at + 1)) {
      return true;
    }
    var name = TAG_NAME.matcher(text).region(at + 1, Math.min(text.length(), at + 40));
    return name.lookingAt() && (name.group(2) != null || isKnown(name.group(1), text, at));
  }

  /** Old pages have {@code <BR>} and {@code <B>}; but in {@code List<B>} it is a type. */
  private static boolean isKnown(String name, String text, int at) {
    boolean type =
        name.length() == 1
            && name.charAt(0) < 'a'
            && name.charAt(0) != 'P'
            && text.charAt(at + 1) != '/'
            && at > 0
            && Character.isLetterOrDigit(text.charAt(at - 1));
    return !type && Tag.isKnownTag(name.toLowerCase(Locale.ROOT));
  }

  private static boolean hasTag(String text) {
    int lastClose = text.lastIndexOf('>');
    for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
      if (isTag(text, at, lastClose)) {
        return true;
      }
    }
    return false;
  }

  /** Escapes each {@code <} that opens no tag and each {@code &} that begins no whole entity. */
  private static String guarded(String text) {
    int lastClose = text.lastIndexOf('>');
    var entity = ENTITY.matcher(text);
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '<' && !isTag(text, i, lastClose)) {
        out.append("&lt;");
      } else if (character == '&' && !entity.region(i, text.length()).lookingAt()) {
        out.append("&amp;");
      } else {
        out.append(character);
      }
    }
    return out.toString();
  }
}
