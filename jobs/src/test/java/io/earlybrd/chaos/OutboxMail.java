package io.earlybrd.chaos;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * A mail in the outbox, read as strictly as the RFCs allow: where one is bent, reading it fails.
 *
 * @param kind {@code instant} or {@code digest}
 * @param contentTypes of the message and its parts, in order
 */
record OutboxMail(
    Path file,
    List<String> headerNames,
    String to,
    String kind,
    Instant date,
    String unsubscribe,
    List<String> contentTypes,
    String text,
    Document html) {
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");
  private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>@\\s]+@[^<>@\\s]+>");
  private static final Pattern LIST_ID = Pattern.compile(".*<(\\w+)\\.[^<>]+>");

  /** RFC 5322, 2.1.1. */
  private static final int LONGEST_LINE = 998;

  static OutboxMail read(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      requireLines(file, new String(bytes, StandardCharsets.ISO_8859_1));
      var properties = new Properties();
      properties.put("mail.mime.address.strict", "true");
      var message =
          new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(bytes));
      require(MESSAGE_ID.matcher(message.getMessageID()).matches(), file, "Message-ID");
      for (var header : List.of("From", "To")) {
        require(
            InternetAddress.parse(message.getHeader(header, ","), true).length == 1, file, header);
      }
      require(!message.getSubject().isBlank(), file, "Subject");
      var listId = LIST_ID.matcher(message.getHeader("List-Id", null));
      require(listId.matches(), file, "List-Id");
      var alternatives = (Multipart) message.getContent();
      require(alternatives.getCount() == 2, file, "its parts");
      return new OutboxMail(
          file,
          Collections.list(message.getAllHeaders()).stream().map(Header::getName).toList(),
          message.getHeader("To", null),
          listId.group(1),
          OffsetDateTime.parse(
                  message.getHeader("Date", null), DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant(),
          message.getHeader("List-Unsubscribe", null),
          contentTypes(message, alternatives),
          (String) alternatives.getBodyPart(0).getContent(),
          Jsoup.parse((String) alternatives.getBodyPart(1).getContent()));
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  private static void requireLines(Path file, String message) {
    require(message.endsWith("\r\n"), file, "its end");
    for (var line : message.split("\r\n", -1)) {
      require(line.length() <= LONGEST_LINE, file, "a line's length");
      require(
          line.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~')), file, "a line: " + line);
    }
  }

  private static void require(boolean holds, Path file, String what) {
    if (!holds) {
      throw new IllegalStateException(what + " is not as it must be in " + file);
    }
  }

  private static List<String> contentTypes(MimeMessage message, Multipart alternatives)
      throws MessagingException {
    var types = new ArrayList<String>();
    types.add(message.getContentType());
    for (int n = 0; n < alternatives.getCount(); n++) {
      types.add(alternatives.getBodyPart(n).getContentType());
    }
    return types.stream().map(type -> type.split(";")[0].strip()).toList();
  }

  Set<String> linksInText() {
    return LINK.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> linksInHtml() {
    return html.select("a[href]").eachAttr("href").stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Links of the postings that it is about: those of the sample boards. */
  Set<String> postingsInText() {
    return linksInText().stream()
        .filter(OutboxMail::isPosting)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What its links to postings say. */
  List<String> titlesInHtml() {
    return html.select("a[href]").stream()
        .filter(link -> isPosting(link.attr("href")))
        .map(link -> link.text())
        .toList();
  }

  private static boolean isPosting(String link) {
    return java.net.URI.create(link).getHost().endsWith("example.com");
  }
}
