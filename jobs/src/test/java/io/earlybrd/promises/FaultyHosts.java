package io.earlybrd.promises;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Hosts on loopback, each with one fault, by what they send. Each is a server of its own. */
final class FaultyHosts implements AutoCloseable {
  private final List<ServerSocket> servers = new ArrayList<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  /** What a host sends to whoever asks for its board. */
  @FunctionalInterface
  interface Fault {
    void sent(OutputStream out) throws IOException, InterruptedException;
  }

  FaultyHosts host(String board, Fault fault) throws IOException {
    var server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    servers.add(server);
    ports.put(board, server.getLocalPort());
    Thread.startVirtualThread(() -> accept(server, fault));
    return this;
  }

  /** A host that sends {@code head} and {@code body} as they are. */
  FaultyHosts host(String board, String head, String body) throws IOException {
    return host(
        board, out -> out.write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8)));
  }

  private static void accept(ServerSocket server, Fault fault) {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.startVirtualThread(() -> answer(socket, fault));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void answer(Socket socket, Fault fault) {
    try (socket) {
      var in = socket.getInputStream();
      var request = new StringBuilder();
      for (int c; request.indexOf("\r\n\r\n") < 0 && (c = in.read()) >= 0; ) {
        request.append((char) c);
      }
      var out = socket.getOutputStream();
      if (request.toString().startsWith("GET /robots.txt ")) {
        out.write(
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
      } else {
        fault.sent(out);
      }
      out.flush();
    } catch (IOException e) {
      // Whoever asked has had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port(String board) {
    return ports.get(board);
  }

  String yaml() {
    var yaml = new StringBuilder("boards:\n");
    ports.forEach(
        (board, port) ->
            yaml.append(
                """
                  - {id: %s, url: "http://127.0.0.1:%d/jobs", every: 1m, format: rss}
                """
                    .formatted(board, port)));
    return yaml.toString();
  }

  /** {@code bytes} of blanks, packed. */
  static byte[] packed(long bytes) {
    var packed = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(packed)) {
      var block = new byte[1 << 16];
      for (long sent = 0; sent < bytes; sent += block.length) {
        zip.write(block);
      }
    } catch (IOException e) {
      throw new AssertionError("in memory", e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() throws IOException {
    for (var server : servers) {
      server.close();
    }
  }
}
