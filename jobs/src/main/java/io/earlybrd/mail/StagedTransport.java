package io.earlybrd.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Jakarta Mail's SMTP client that can tell how far a mail came, which its exceptions do not. */
final class StagedTransport extends SMTPTransport {

  /** From {@link #CONTENT} on, nobody but the server knows whether a mail was accepted. */
  enum Stage {
    CONNECT,
    ENVELOPE_SENDER,
    RECIPIENT,
    DATA,
    CONTENT
  }

  private final @Nullable BounceAddress bounces;
  private Stage stage = Stage.CONNECT;

  /**
   * @param session of this transport alone
   * @param bounces makes each mail's envelope sender; null: the session's, the same for all
   */
  StagedTransport(Session session, boolean tls, @Nullable BounceAddress bounces) {
    super(session, null, "smtp", tls);
    this.bounces = bounces;
  }

  Stage stage() {
    return stage;
  }

  /**
   * Whether the client thinks so; asking the server, as {@code isConnected} does, costs a round
   * trip.
   */
  boolean open() {
    try {
      checkConnected();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  public synchronized void sendMessage(Message message, Address[] recipients)
      throws MessagingException {
    if (bounces != null && message instanceof MimeMessage mime) {
      session.getProperties().setProperty("mail.smtp.from", bounces.of(mime));
    }
    stage = Stage.ENVELOPE_SENDER;
    super.sendMessage(message, recipients);
  }

  @Override
  protected void rcptTo() throws MessagingException {
    stage = Stage.RECIPIENT;
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    stage = Stage.DATA;
    var content = super.data();
    stage = Stage.CONTENT;
    return content;
  }

  @Override
  protected OutputStream bdat() throws MessagingException {
    // Asks nothing first: the content goes with the command.
    stage = Stage.CONTENT;
    return super.bdat();
  }
}
