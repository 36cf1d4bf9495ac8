import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An SMTP server that takes everything, keeps nothing but the first message (in the file that it is given), and counts. Prints
 * its port; for each line that it reads then, what it has counted, as JSON.
 */
final class SendSink {
  private static final AtomicLong MESSAGES = new AtomicLong();
  private static final AtomicLong BYTES = new AtomicLong();
  private static final AtomicLong LAST = new AtomicLong();

  public static void main(String[] args) throws IOException {
    var first = Path.of(args[0]);
    var server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    System.out.println(server.getLocalPort());
    Thread.ofPlatform().daemon().start(() -> accept(server, first));
    while (System.in.read() >= 0) {
      System.out.printf(
          "{\"messages\":%d,\"bytes\":%d,\"last\":%d}%n", MESSAGES.get(), BYTES.get(), LAST.get());
    }
  }

  private static void accept(ServerSocket server, Path first) {
    while (true) {
      try {
        var socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().start(() -> serve(socket, first));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void serve(Socket socket, Path first) {
    try (socket;
        var in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        var out = socket.getOutputStream()) {
      say(out, "220 sink");
      var line = new byte[1_024];
      while (true) {
        int length = readLine(in, line);
        if (length < 0) {
          return;
        }
        switch (length < 4 ? "" : new String(line, 0, 4, StandardCharsets.US_ASCII).toUpperCase(java.util.Locale.ROOT)) {
          case "DATA" -> {
            say(out, "354 go on");
            take(in, first);
            say(out, "250 ok");
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> say(out, "250 ok");
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static int readLine(InputStream in, byte[] line) throws IOException {
    int length = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return -1;
      }
      if (length < line.length) {
        line[length++] = (byte) b;
      }
    }
    return length;
  }

  private static void take(InputStream in, Path first) throws IOException {
    boolean keep = MESSAGES.get() == 0 && !Files.exists(first);
    var kept = keep ? new java.io.ByteArrayOutputStream() : null;
    var end = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
    // As after the line break that ended DATA.
    int matched = 2;
    long bytes = 0;
    while (matched < end.length) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("cut off");
      }
      bytes++;
      if (kept != null) {
        kept.write(b);
      }
      matched = b == end[matched] ? matched + 1 : b == '\r' ? 1 : 0;
    }
    if (kept != null) {
      Files.write(first, kept.toByteArray());
    }
    BYTES.addAndGet(bytes);
    LAST.set(System.currentTimeMillis());
    MESSAGES.incrementAndGet();
  }
}
