package io.earlybrd.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server on loopback that keeps every message whose end it saw, whether or not its client
 * lived to hear the reply. That is the worst case for "never twice".
 */
final class MailSink implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger untilHold = new AtomicInteger();
  private volatile @Nullable Hold hold;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean refusesCredentials;
  private volatile boolean keepsContents = true;

  MailSink() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** In the order of their ends. */
  List<Received> received() {
    return List.copyOf(received);
  }

  int count() {
    return received.size();
  }

  /** How long it takes from a message's end to its reply. */
  void delay(Duration each) {
    delay = each;
  }

  /** The reply to the {@code nth} message from now on waits; 1 is the next. */
  Hold holdReply(int nth) {
    var next = new Hold();
    hold = next;
    untilHold.set(nth);
    return next;
  }

  /** Of many mails, only what they say of themselves is kept. */
  void keepNoContents() {
    keepsContents = false;
  }

  void refuseCredentials(boolean refuse) {
    refusesCredentials = refuse;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      say(socket, "220 sink ESMTP");
      for (String line; (line = in.readLine()) != null; ) {
        switch (line.split("[ :]")[0].toUpperCase(Locale.ROOT)) {
          case "EHLO" -> say(socket, "250-sink\r\n250-8BITMIME\r\n250 AUTH PLAIN");
          case "AUTH" ->
              say(
                  socket,
                  refusesCredentials ? "535 5.7.8 no such user or password" : "235 welcome");
          case "DATA" -> {
            say(socket, "354 go on");
            message(in);
            reply(socket);
          }
          case "QUIT" -> {
            say(socket, "221 bye");
            return;
          }
          default -> say(socket, "250 ok");
        }
      }
    } catch (IOException e) {
      // The client has gone: that is what some tests are about.
    }
  }

  private void message(BufferedReader in) throws IOException {
    var message = new StringBuilder();
    for (String line; (line = in.readLine()) != null; ) {
      if (line.equals(".")) {
        var whole = Received.of(message.toString().getBytes(StandardCharsets.ISO_8859_1));
        received.add(keepsContents ? whole : whole.withoutContent());
        return;
      }
      message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    throw new IOException("the client went in the middle of a message");
  }

  private void reply(Socket socket) throws IOException {
    var here = hold;
    if (here != null && untilHold.decrementAndGet() == 0) {
      here.stay();
    }
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    say(socket, "250 2.0.0 taken");
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      var waiting = hold;
      if (waiting != null) {
        waiting.release();
      }
      server.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
