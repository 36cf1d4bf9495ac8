package io.earlybrd.mail;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/**
 * The IMAP mailbox where delivery reports arrive. What is unseen in it is read, flagged as seen and
 * kept, so that a person can look it up; what a process was killed at is read again. Of a large
 * message the beginning is fetched.
 */
public final class BounceMailbox {
  private static final String TIMEOUT = "15000";

  /** What is read of a message: a report stands before the message that it returns. */
  private static final int MOST = 1 << 18;

  private final URI address;

  /**
   * @param address {@code imaps://user:password@host/INBOX}
   */
  public BounceMailbox(URI address) {
    this.address = address;
  }

  /** How it went. */
  public sealed interface Visit {
    /**
     * @param messages that were read
     * @param encrypted whether the password went over TLS
     */
    record Read(int messages, boolean encrypted) implements Visit {}

    /** One line, without the password. What was read until then is done. */
    record Away(String reason) implements Visit {}
  }

  /** What to do with a message. */
  public interface Reader {
    /**
     * @param id the message's own name: the same when it is read again
     */
    void read(String id, IncomingMail mail);

    /** Whether to go on with the next. */
    boolean goesOn();
  }

  /** Logs in, opens the folder and leaves. */
  public Visit look() {
    return visit(0, null);
  }

  /** Reads the oldest unseen messages. */
  public Visit read(int most, Reader reader) {
    return visit(most, reader);
  }

  private Visit visit(int most, @Nullable Reader reader) {
    try (var store = Session.getInstance(properties()).getStore(address.getScheme())) {
      var login = address.getRawUserInfo().split(":", 2);
      store.connect(
          address.getHost(),
          address.getPort(),
          decoded(login[0]),
          login.length < 2 ? "" : password());
      try (var folder = store.getFolder(folder())) {
        folder.open(reader == null ? Folder.READ_ONLY : Folder.READ_WRITE);
        int messages = reader == null ? 0 : read(folder, most, reader);
        return new Visit.Read(messages, encrypted(store));
      }
    } catch (MessagingException e) {
      return new Visit.Away(reason(e));
    }
  }

  private static int read(Folder folder, int most, Reader reader) throws MessagingException {
    var unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
    int count = 0;
    for (var message : unseen) {
      if (count == most || !reader.goesOn()) {
        break;
      }
      var id = id(folder, message);
      reader.read(id, incoming(message));
      // Only now: a process that is killed before it has done with a message reads it again.
      message.setFlag(Flags.Flag.SEEN, true);
      count++;
    }
    return count;
  }

  /** Where the message itself is broken it says nothing, and must not be looked at for ever. */
  private static IncomingMail incoming(Message message) throws MessagingException {
    byte[] start = start(message);
    try {
      return DeliveryReport.read(
          new MimeMessage((@Nullable Session) null, new ByteArrayInputStream(start)));
    } catch (MessagingException | IOException | RuntimeException e) {
      return new IncomingMail.Other("it cannot be read");
    }
  }

  /**
   * Of the message as it is, not part by part: how a server describes the parts of a report is
   * often wrong.
   */
  private static byte[] start(Message message) throws MessagingException {
    try (var in = ((IMAPMessage) message).getMimeStream()) {
      return in.readNBytes(MOST);
    } catch (IOException e) {
      throw new MessagingException("the connection broke", e);
    }
  }

  private static String id(Folder folder, Message message) throws MessagingException {
    var own = message.getHeader("Message-ID");
    if (own != null && own.length == 1 && own[0].length() < 300) {
      return own[0].strip();
    }
    var uids = (UIDFolder) folder;
    return "uid " + uids.getUIDValidity() + " " + uids.getUID(message);
  }

  private static boolean encrypted(Store store) {
    return store instanceof IMAPStore imap && imap.isSSL();
  }

  private Properties properties() {
    var properties = new Properties();
    var prefix = "mail." + address.getScheme() + ".";
    // Jakarta Mail waits for ever by default.
    properties.put(prefix + "connectiontimeout", "10000");
    properties.put(prefix + "timeout", TIMEOUT);
    properties.put(prefix + "writetimeout", TIMEOUT);
    properties.put(prefix + "starttls.enable", "true");
    // Reading is not what flags a message, and a large one is not fetched as a whole.
    properties.put(prefix + "peek", "true");
    properties.put(prefix + "partialfetch", "true");
    properties.put(prefix + "fetchsize", "65536");
    return properties;
  }

  private String password() {
    return decoded(address.getRawUserInfo().split(":", 2)[1]);
  }

  private String folder() {
    var path = address.getPath();
    return path == null || path.length() < 2 ? "INBOX" : path.substring(1);
  }

  private static String decoded(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private String reason(MessagingException e) {
    var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    var password = address.getRawUserInfo().contains(":") ? password() : "";
    return PlainText.said(address.getHost() + ": " + message, password);
  }
}
