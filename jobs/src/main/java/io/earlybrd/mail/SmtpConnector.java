package io.earlybrd.mail;

import io.earlybrd.platform.Config;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Spring's mail sender, asked for its connections only: its {@code send} opens one for each mail,
 * which costs several times the mail itself.
 */
final class SmtpConnector extends JavaMailSenderImpl {
  private static final int SUBMISSIONS = 465;

  private final @Nullable BounceAddress bounces;

  /**
   * @param bounces makes each mail's envelope sender; null: it is {@code from}
   */
  SmtpConnector(Config.Smtp smtp, Mailbox from, @Nullable BounceAddress bounces) {
    this.bounces = bounces;
    setHost(smtp.host());
    setPort(smtp.port());
    setUsername(smtp.username());
    setPassword(smtp.password());
    setJavaMailProperties(properties(smtp, from));
  }

  private static Properties properties(Config.Smtp smtp, Mailbox from) {
    var properties = new Properties();
    // Jakarta Mail waits for ever by default.
    properties.put("mail.smtp.connectiontimeout", "10000");
    properties.put("mail.smtp.timeout", "30000");
    properties.put("mail.smtp.writetimeout", "30000");
    // The envelope sender, which gets the bounces.
    properties.put("mail.smtp.from", from.address());
    // A qualified name without asking the resolver for this machine's.
    properties.put("mail.smtp.localhost", from.domain());
    properties.put("mail.smtp.quitwait", "false");
    if (smtp.username() != null) {
      // Jakarta Mail would send the password in the clear.
      properties.put("mail.smtp.starttls.enable", "true");
    }
    // A factory makes sockets that know of no proxy.
    if (!smtp.properties().containsKey("mail.smtp.socks.host")) {
      properties.put("mail.smtp.socketFactory", new Undelayed());
      // Refused once is refused: Jakarta Mail would try the same address again without the factory.
      properties.put("mail.smtp.socketFactory.fallback", "false");
    }
    properties.put("mail.smtp.ssl.enable", String.valueOf(smtp.port() == SUBMISSIONS));
    properties.putAll(smtp.properties());
    return properties;
  }

  /** A new one, not connected yet. */
  StagedTransport transport() {
    return getTransport(getSession());
  }

  void connect(StagedTransport transport) throws MessagingException {
    transport.connect(getHost(), getPort(), getUsername(), getPassword());
  }

  @Override
  protected StagedTransport getTransport(Session session) {
    return new StagedTransport(
        session, "smtps".equals(session.getProperty("mail.transport.protocol")), bounces);
  }

  /**
   * Sockets with TCP_NODELAY. Without it each mail waits 40 ms for an acknowledgement that the
   * server delays. Jakarta Mail asks for unconnected sockets only.
   */
  private static final class Undelayed extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      var socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return connected(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return connected(new Socket(host, port, local, localPort));
    }

    private static Socket connected(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      return socket;
    }
  }
}
