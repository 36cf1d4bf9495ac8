package io.earlybrd.mail;

import io.earlybrd.mail.QuotedPrintable.Form;
import io.earlybrd.mail.QuotedPrintable.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.unbescape.html.HtmlEscape;

/**
 * The page around the postings. Our own template asks of a mail's words only whether they are
 * there, so it is run once for all mails of one {@link Shape}, with holes for words; an operator's
 * template may ask anything, and is run for each mail. Thread-safe.
 */
final class Pages {
  private static final String HTML = ".html";
  private static final String TEXT = ".txt";

  /** Forms take about 10 KB; there are as many shapes as numbers of searches, nearly. */
  private static final int MOST = 200;

  private final Templates templates;
  private final boolean ours;
  private final Map<Shape, Form> forms = new ConcurrentHashMap<>();

  Pages(Templates templates) {
    this.templates = templates;
    this.ours =
        templates.areOurs(
            List.of(
                "digest.html",
                "digest.txt",
                "instant.html",
                "instant.txt",
                "page.html",
                "page.txt"));
  }

  /** All that our page asks of a mail. */
  private record Shape(String name, String suffix, int sections, boolean more, int whyLines) {
    static Shape of(MailContent.Kind kind, String suffix, MailView view) {
      return new Shape(
          kind.name().toLowerCase(Locale.ROOT),
          suffix,
          view.sections().size(),
          view.more() != null,
          view.whyLines().size());
    }

    String template() {
      return name + suffix;
    }
  }

  /**
   * A page that is not encoded yet.
   *
   * @param values what goes into the holes of {@code form}
   * @param parts by the numbers that {@link MailWords} gives them
   */
  record Page(Form form, List<byte[]> values, List<Part> parts) {
    /** UTF-8 bytes of the text, if it shows each part once. */
    int bytes() {
      int bytes = form.bytes();
      for (var value : values) {
        bytes += value.length;
      }
      for (var part : parts) {
        bytes += part.bytes();
      }
      return bytes;
    }

    byte[] quoted() {
      return QuotedPrintable.encode(form, values, parts);
    }
  }

  Page html(MailContent.Kind kind, MailView view, List<Part> parts) {
    return page(Shape.of(kind, HTML, view), view, HtmlEscape::escapeHtml4Xml, parts);
  }

  Page text(MailContent.Kind kind, MailView view, List<Part> parts) {
    return page(Shape.of(kind, TEXT, view), view, UnaryOperator.identity(), parts);
  }

  private Page page(Shape shape, MailView view, UnaryOperator<String> escaped, List<Part> parts) {
    if (!ours) {
      return new Page(Form.of(process(shape, view)), List.of(), parts);
    }
    var values = new ArrayList<byte[]>();
    var holes =
        view.with(word -> hole(values, escaped.apply(word)), postings -> hole(values, postings));
    var form = forms.get(shape);
    if (form == null) {
      form = Form.of(process(shape, holes));
      if (forms.size() < MOST) {
        forms.put(shape, form);
      }
    }
    return new Page(form, values, parts);
  }

  private static String hole(List<byte[]> values, String value) {
    values.add(value.getBytes(StandardCharsets.UTF_8));
    return QuotedPrintable.hole(values.size() - 1);
  }

  private String process(Shape shape, MailView view) {
    return templates.process(shape.template(), Map.of("mail", view));
  }
}
