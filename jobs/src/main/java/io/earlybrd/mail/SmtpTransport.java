package io.earlybrd.mail;

import io.earlybrd.mail.StagedTransport.Stage;
import io.earlybrd.platform.Config;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to an SMTP server over one connection, opened at the first mail and again whenever it
 * broke.
 */
final class SmtpTransport implements MailTransport {
  private static final int CLOSING = 421;
  // RFC 4954: authentication required, mechanism too weak, wrong credentials, encryption required.
  private static final Set<Integer> UNAUTHENTICATED = Set.of(530, 534, 535, 538);

  private final SmtpConnector connector;
  private final String server;
  private final @Nullable String password;
  private @Nullable StagedTransport kept;

  SmtpTransport(Config.Smtp smtp, Mailbox from, @Nullable BounceAddress bounces) {
    this.connector = new SmtpConnector(smtp, from, bounces);
    this.server = smtp.host() + ":" + smtp.port();
    this.password = smtp.password();
  }

  @Override
  public Delivery deliver(MimeMessage message) {
    var recipients = recipients(message);
    boolean stale = kept != null;
    var delivery = attempt(message, recipients);
    // A server may close a connection between two mails. That says nothing of whether it can be
    // reached, and nothing was accepted: the same mail goes over a new one.
    return stale && delivery instanceof Delivery.Unreachable
        ? attempt(message, recipients)
        : delivery;
  }

  /**
   * Read before anything is sent: the stage and reply of the mail before must not speak for this.
   */
  private static Address[] recipients(MimeMessage message) {
    try {
      var recipients = message.getAllRecipients();
      if (recipients != null && recipients.length > 0) {
        return recipients;
      }
      throw new IllegalArgumentException("a message without a recipient");
    } catch (MessagingException e) {
      throw new IllegalArgumentException("a message whose recipient is no address", e);
    }
  }

  private Delivery attempt(MimeMessage message, Address[] recipients) {
    var transport = kept;
    if (transport == null) {
      transport = connector.transport();
      try {
        connector.connect(transport);
      } catch (MessagingException e) {
        return notConnected(transport, e);
      }
      kept = transport;
    }
    try {
      transport.sendMessage(message, recipients);
      return new Delivery.Accepted(oneLine(transport.getLastServerResponse()));
    } catch (MessagingException e) {
      var delivery = notSent(transport, e);
      if (!reusable(transport, delivery)) {
        close();
      }
      return delivery;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Delivery notConnected(StagedTransport transport, MessagingException e) {
    int code = transport.getLastReturnCode();
    boolean answered = code >= 0 && !broken(e);
    boolean passing = code >= 400 && code < 500;
    if (e instanceof AuthenticationFailedException && answered && !passing) {
      return new Delivery.CredentialsRefused(
          server + " refuses the user name and password: " + said(transport, e));
    }
    return new Delivery.Unreachable(server + " cannot be reached: " + said(transport, e));
  }

  private Delivery notSent(StagedTransport transport, MessagingException e) {
    int code = broken(e) ? -1 : transport.getLastReturnCode();
    var reason = said(transport, e);
    if (code == CLOSING) {
      return new Delivery.Unreachable(server + " closes: " + reason);
    }
    if (code >= 400 && code < 500) {
      return new Delivery.Later(reason);
    }
    if (code >= 500 && code < 600) {
      return refused(transport.stage(), code, reason);
    }
    if (transport.stage() == Stage.CONTENT) {
      // Jakarta Mail takes 250 alone for success.
      return code >= 200 && code < 300
          ? new Delivery.Accepted(reason)
          : new Delivery.InDoubt(server + " gave no answer to the message: " + reason);
    }
    return new Delivery.Unreachable(server + " broke off: " + reason);
  }

  /**
   * A sender that is refused is refused for every mail, before the server has heard of a recipient:
   * were it taken for the mail's own fault, a mistake in the configuration would use up all that is
   * waiting.
   */
  private Delivery refused(Stage stage, int code, String reason) {
    if (UNAUTHENTICATED.contains(code)) {
      return new Delivery.CredentialsRefused(server + " wants other credentials: " + reason);
    }
    return stage == Stage.ENVELOPE_SENDER
        ? new Delivery.CredentialsRefused(server + " refuses the sender: " + reason)
        : new Delivery.Refused(reason);
  }

  /**
   * After a refusal at DATA the server still holds the envelope, and would refuse the next one as
   * nested.
   */
  private static boolean reusable(StagedTransport transport, Delivery delivery) {
    return switch (delivery) {
      case Delivery.Accepted _, Delivery.Later _, Delivery.Refused _ ->
          transport.stage() != Stage.DATA && transport.open();
      case Delivery.Unreachable _, Delivery.InDoubt _, Delivery.CredentialsRefused _ -> false;
    };
  }

  private static boolean broken(MessagingException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  /** The server's words where it answered, else what broke. */
  private String said(StagedTransport transport, MessagingException e) {
    if (transport.getLastReturnCode() > 0
        && !broken(e)
        && transport.getLastServerResponse() != null) {
      return oneLine(transport.getLastServerResponse());
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var message = root.getMessage();
    return oneLine(message == null ? root.getClass().getSimpleName() : message);
  }

  private String oneLine(String text) {
    return PlainText.said(text, password);
  }

  @Override
  public void close() {
    var transport = kept;
    kept = null;
    if (transport != null) {
      try {
        transport.close();
      } catch (MessagingException e) {
        // It is closed all the same; only the farewell was not heard.
      }
    }
  }
}
