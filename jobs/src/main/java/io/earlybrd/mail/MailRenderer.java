package io.earlybrd.mail;

import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.QuotedPrintable.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a mail into words, html and text from one view, so that both name the same postings.
 * Thread-safe; made once, since its templates are parsed once and what it rendered is remembered:
 * the postings of a morning are a few thousand, the mails that they are in many more.
 */
public final class MailRenderer {
  /**
   * Gmail clips a mail at 102 KB, and the subscriber loses the end of it, unsubscribe link and all.
   */
  public static final int MAX_HTML = 80 * 1024;

  private final Templates templates;
  private final RenderedEntries entries;
  private final Pages pages;
  private volatile @Nullable Part style;

  /** With our own templates alone. */
  public MailRenderer() {
    this(null);
  }

  /**
   * @param folder the operator's own templates, of which each wins over ours of the same name;
   *     null: none
   */
  public MailRenderer(@Nullable Path folder) {
    templates = new Templates(folder);
    entries = new RenderedEntries(templates);
    pages = new Pages(templates);
  }

  /**
   * Renders {@code content}; where its html grows too large, it shows fewer postings.
   *
   * @throws BrokenTemplate where a template of the operator's own is wrong
   */
  public RenderedMail render(MailContent content) {
    var first = first(content);
    int shown = first.size();
    while (true) {
      var words = new MailWords(content, first, shown);
      var parts = parts(first.subList(0, shown), RenderedEntry::html);
      var html = pages.html(content.kind(), words.view(), parts);
      int bytes = html.bytes();
      if (bytes <= MAX_HTML || shown == 1) {
        var text =
            pages.text(
                content.kind(), words.view(), parts(first.subList(0, shown), RenderedEntry::text));
        return new RenderedMail(
            content.publicId(),
            content.messageId(),
            content.date(),
            content.kind(),
            content.recipient(),
            content.links().page(),
            words.view().subject(),
            html.quoted(),
            text.quoted());
      }
      shown = Math.max(1, (int) ((long) shown * MAX_HTML / bytes) - 1);
    }
  }

  private List<RenderedEntry> first(MailContent content) {
    var first = new ArrayList<RenderedEntry>();
    for (var section : content.sections()) {
      for (Entry entry : section.entries()) {
        if (first.size() == MailContent.SHOWN) {
          return first;
        }
        first.add(entries.of(entry, content.date()));
      }
    }
    return first;
  }

  /** By the numbers that {@link MailWords} gives them: the style, then the entries. */
  private List<Part> parts(
      List<RenderedEntry> shown, java.util.function.Function<RenderedEntry, Part> form) {
    var parts = new ArrayList<Part>(shown.size() + 1);
    parts.add(style());
    for (var entry : shown) {
      parts.add(form.apply(entry));
    }
    return parts;
  }

  /** What is the same in every mail. */
  private Part style() {
    var known = style;
    if (known == null) {
      known = Part.of(templates.process("style.html", Map.of()));
      style = known;
    }
    return known;
  }
}
