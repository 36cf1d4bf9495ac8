package io.earlybrd.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says, byte for byte, what it is told to, whatever it is asked. */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Script script;
  final AtomicInteger connections = new AtomicInteger();

  /** What is done on one connection, after a request's head was read. */
  @FunctionalInterface
  interface Script {
    void answer(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  RawServer(ServerSocket socket, Script script) {
    this.socket = socket;
    this.script = script;
    Thread.startVirtualThread(this::serve);
  }

  static RawServer on(String address, Script script) throws IOException {
    return new RawServer(new ServerSocket(0, 20, InetAddress.getByName(address)), script);
  }

  /** Says {@code answer} and hangs up. */
  static RawServer saying(String answer) throws IOException {
    return on("127.0.0.1", (in, out) -> write(out, answer));
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  int port() {
    return socket.getLocalPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        connections.incrementAndGet();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      readHead(client.getInputStream());
      script.answer(client.getInputStream(), client.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // The client hung up, as it may.
    }
  }

  /** Reads up to the blank line. */
  static String readHead(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("hung up");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
