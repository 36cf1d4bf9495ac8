package io.earlybrd.chaos;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One message as a mail server took it.
 *
 * @param urls of postings, in its text part
 * @param content all of it
 */
record Received(String messageId, String date, String recipient, Set<String> urls, String content) {
  private static final String DIGEST = "EarlyBrd digest";

  /** Of the postings that {@link Service} makes. */
  private static final Pattern POSTING = Pattern.compile("https://jobs\\.example\\.com/\\d+");

  /** Everything else of it. */
  Received withoutId() {
    return new Received("", date, recipient, urls, content.replace(messageId, ""));
  }

  /** Only whether it is a digest is left of it. */
  Received withoutContent() {
    return new Received(messageId, date, recipient, urls, isDigest() ? DIGEST : "");
  }

  boolean isDigest() {
    return content.contains(DIGEST);
  }

  static Received of(byte[] message) {
    try {
      var mime = new MimeMessage(null, new ByteArrayInputStream(message));
      var text = (String) ((Multipart) mime.getContent()).getBodyPart(0).getContent();
      return new Received(
          mime.getMessageID(),
          mime.getHeader("Date", null),
          mime.getHeader("To", null),
          POSTING
              .matcher(text)
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toUnmodifiableSet()),
          new String(message, StandardCharsets.ISO_8859_1));
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
