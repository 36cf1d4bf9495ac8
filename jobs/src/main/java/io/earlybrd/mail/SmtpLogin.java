package io.earlybrd.mail;

import io.earlybrd.platform.Config;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.HashMap;

/** Tries the way to the mail server as far as a mail would go, and sends none. */
public final class SmtpLogin {
  private static final int OK = 250;

  private SmtpLogin() {}

  /** How far it came. Reasons are one line, without the password. */
  public sealed interface Login {
    /**
     * @param encrypted whether what follows, and the password, goes over TLS
     */
    record Ready(boolean encrypted) implements Login {}

    /** It answers and lets us not in. */
    record Refused(String reason) implements Login {}

    record Unreachable(String reason) implements Login {}
  }

  /** Connects, logs in where a user is configured, and says goodbye. Takes at most about 10 s. */
  public static Login attempt(Config.Smtp smtp, Mailbox from) {
    var properties = new HashMap<>(smtp.properties());
    properties.put("mail.smtp.connectiontimeout", "5000");
    properties.put("mail.smtp.timeout", "5000");
    var hasty =
        new Config.Smtp(smtp.host(), smtp.port(), smtp.username(), smtp.password(), properties);
    var connector = new SmtpConnector(hasty, from, null);
    var transport = connector.transport();
    try (transport) {
      connector.connect(transport);
      int code = transport.simpleCommand("NOOP");
      return code == OK
          ? new Login.Ready(transport.isSSL())
          : new Login.Refused(said(smtp, transport.getLastServerResponse()));
    } catch (AuthenticationFailedException e) {
      return new Login.Refused(said(smtp, e.getMessage()));
    } catch (MessagingException e) {
      int code = transport.getLastReturnCode();
      return code >= 400
          ? new Login.Refused(said(smtp, transport.getLastServerResponse()))
          : new Login.Unreachable(said(smtp, root(e)));
    }
  }

  private static String root(Throwable e) {
    var root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null
        ? root.getClass().getSimpleName()
        : root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static String said(Config.Smtp smtp, @org.jspecify.annotations.Nullable String said) {
    return PlainText.said(said, smtp.password());
  }
}
