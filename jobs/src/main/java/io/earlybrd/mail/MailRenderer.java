package io.earlybrd.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Puts a mail into words, html and text from one view, so that both name the same postings.
 * Thread-safe; made once, since its templates are parsed once.
 */
public final class MailRenderer {
  /**
   * Gmail clips a mail at 102 KB, and the subscriber loses the end of it, unsubscribe link and all.
   */
  public static final int MAX_HTML = 80 * 1024;

  private final SpringTemplateEngine templates;

  public MailRenderer() {
    this(templates());
  }

  /**
   * @param templates finds {@code email/…} by its name with suffix
   */
  public MailRenderer(SpringTemplateEngine templates) {
    this.templates = templates;
  }

  /** Renders {@code content}; where its html grows too large, it shows fewer postings. */
  public RenderedMail render(MailContent content) {
    var name = content.kind().name().toLowerCase(Locale.ROOT);
    int shown = MailContent.SHOWN;
    while (true) {
      var view = MailView.of(content, shown);
      var html = process("email/" + name + ".html", view);
      int bytes = bytes(html);
      if (bytes <= MAX_HTML || shown == 1) {
        return rendered(content, view, html, process("email/" + name + ".txt", view));
      }
      shown = Math.max(1, (int) ((long) shown * MAX_HTML / bytes) - 1);
    }
  }

  /** Counted only where it can matter: few mails come near. */
  private static int bytes(String html) {
    return html.length() * 3 <= MAX_HTML
        ? html.length()
        : html.getBytes(StandardCharsets.UTF_8).length;
  }

  private static RenderedMail rendered(
      MailContent content, MailView view, String html, String text) {
    return new RenderedMail(
        content.publicId(),
        content.messageId(),
        content.date(),
        content.kind(),
        content.recipient(),
        content.links().page(),
        view.subject(),
        html,
        text);
  }

  private String process(String template, MailView view) {
    var context = new Context(Locale.ENGLISH);
    context.setVariable("mail", view);
    return templates.process(template, context);
  }

  private static SpringTemplateEngine templates() {
    var resolver = new ClassLoaderTemplateResolver(MailRenderer.class.getClassLoader());
    resolver.setPrefix("templates/");
    resolver.setCharacterEncoding("UTF-8");
    var engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    // Interpreted expressions take more than twice as long a mail.
    engine.setEnableSpringELCompiler(true);
    return engine;
  }
}
