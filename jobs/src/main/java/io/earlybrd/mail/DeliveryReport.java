package io.earlybrd.mail;

import io.earlybrd.mail.IncomingMail.Verdict;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads delivery reports (RFC 3464) and mails that unsubscribe (RFC 2369). Of a message of any size
 * it reads the parts that it needs, 64 KB of each.
 */
public final class DeliveryReport {
  private static final int MOST = 1 << 16;
  private static final int DEEPEST = 4;
  private static final int WIDEST = 20;

  private static final Pattern UNSUBSCRIBE =
      Pattern.compile("\\s*unsubscribe\\s+([A-Za-z0-9_-]{59})\\s*", Pattern.CASE_INSENSITIVE);

  private static final List<String> ENVELOPE =
      List.of("To", "Delivered-To", "X-Original-To", "Envelope-To");

  private final Set<String> mails = new LinkedHashSet<>();
  private final List<InternetHeaders> recipients = new ArrayList<>();
  private boolean found;

  private DeliveryReport() {}

  /** Reads one message. */
  public static IncomingMail read(Message message) throws MessagingException, IOException {
    var subject = message.getSubject();
    var unsubscribe = UNSUBSCRIBE.matcher(subject == null ? "" : subject);
    if (unsubscribe.matches()) {
      return new IncomingMail.Unsubscribe(unsubscribe.group(1));
    }
    if (!message.isMimeType("multipart/report")) {
      return new IncomingMail.Other("no delivery report");
    }
    var report = new DeliveryReport();
    report.look(message, 0);
    for (var name : ENVELOPE) {
      for (var value : headers(message, name)) {
        BounceAddress.read(value).ifPresent(id -> report.mails.add(id.toString()));
      }
    }
    return report.result();
  }

  private static List<String> headers(Message message, String name) throws MessagingException {
    var values = message.getHeader(name);
    return values == null ? List.of() : List.of(values);
  }

  private void look(Part part, int depth) throws MessagingException, IOException {
    if (part.isMimeType("message/delivery-status")
        || part.isMimeType("message/global-delivery-status")) {
      found = true;
      status(start(part));
    } else if (depth > 0
        && (part.isMimeType("message/rfc822")
            || part.isMimeType("message/global")
            || part.isMimeType("text/rfc822-headers")
            || part.isMimeType("message/global-headers"))) {
      returned(start(part));
    } else if (part.isMimeType("multipart/*")
        && depth < DEEPEST
        && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < Math.min(parts.getCount(), WIDEST); i++) {
        look(parts.getBodyPart(i), depth + 1);
      }
    }
  }

  private static byte[] start(Part part) throws MessagingException, IOException {
    try (var in = part.getInputStream()) {
      return in.readNBytes(MOST);
    }
  }

  /** Groups of fields: the first about the message, each other about a recipient. */
  private void status(byte[] fields) throws MessagingException {
    var in = new ByteArrayInputStream(fields);
    while (in.available() > 0) {
      var group = new InternetHeaders(in, true);
      if (group.getHeader("Action") != null) {
        recipients.add(group);
      }
    }
  }

  private void returned(byte[] message) throws MessagingException {
    var headers = new InternetHeaders(new ByteArrayInputStream(message), true);
    for (var name : List.of(MimeMessages.PUBLIC_ID, "Message-ID")) {
      var value = headers.getHeader(name, null);
      if (value != null && value.length() < 300) {
        mails.add(value.strip());
      }
    }
  }

  private IncomingMail result() {
    if (!found || recipients.isEmpty()) {
      return new IncomingMail.Other("a report that says nothing of a recipient");
    }
    // Ours have one recipient each; where it is a list, who failed is what matters.
    var failed = recipients.stream().filter(r -> action(r).equals("failed")).findFirst();
    if (failed.isPresent()) {
      var status = status(failed.get());
      var verdict = status.isHard() ? Verdict.HARD : Verdict.SOFT;
      return new IncomingMail.Report(verdict, new ArrayList<>(mails), detail(failed.get(), status));
    }
    if (recipients.stream().anyMatch(r -> action(r).equals("delivered"))) {
      return new IncomingMail.Report(Verdict.DELIVERED, new ArrayList<>(mails), "delivered");
    }
    return new IncomingMail.Other("not delivered yet, or handed on");
  }

  private static String action(InternetHeaders recipient) {
    return field(recipient, "Action").toLowerCase(Locale.ROOT);
  }

  /** Some servers say 5.0.0 and quote the code that says more; failed without any is for good. */
  private static EnhancedStatus status(InternetHeaders recipient) {
    var said = EnhancedStatus.in(field(recipient, "Status"));
    if (said.isPresent() && !said.get().isVague()) {
      return said.get();
    }
    return EnhancedStatus.in(field(recipient, "Diagnostic-Code"))
        .or(() -> said)
        .orElse(new EnhancedStatus(5, 0, 0));
  }

  private static String detail(InternetHeaders recipient, EnhancedStatus status) {
    var diagnostic = field(recipient, "Diagnostic-Code").replaceFirst("(?i)^smtp;\\s*", "");
    return PlainText.line(diagnostic.isEmpty() ? status.toString() : diagnostic, 300);
  }

  private static String field(InternetHeaders fields, String name) {
    for (var header : Collections.list(fields.getAllHeaders())) {
      Header field = header;
      if (field.getName().equalsIgnoreCase(name)) {
        return field.getValue().replaceAll("\\s+", " ").strip();
      }
    }
    return "";
  }
}
