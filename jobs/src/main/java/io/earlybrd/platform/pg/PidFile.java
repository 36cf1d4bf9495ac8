package io.earlybrd.platform.pg;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's {@code postmaster.pid}: who serves the data folder, where, and how far it is. It
 * stays behind when the server is killed.
 *
 * @param status {@code starting}, {@code ready}, {@code stopping}; empty while the file is written
 */
record PidFile(Path data, long pid, int port, String status) {

  private static final String NAME = "postmaster.pid";

  static @Nullable PidFile read(Path data) throws IOException {
    String[] lines;
    try {
      lines = Files.readString(data.resolve(NAME), StandardCharsets.ISO_8859_1).split("\n");
    } catch (NoSuchFileException e) {
      return null;
    }
    return new PidFile(data, number(lines, 0), (int) number(lines, 3), line(lines, 7));
  }

  boolean isReady() {
    return status.equals("ready");
  }

  boolean isStopping() {
    return status.equals("stopping");
  }

  /**
   * Whether the server lives. The number alone does not say so, since after a reboot another
   * process may have it: a PostgreSQL server works in its data folder.
   */
  boolean isAlive() {
    var proc = Path.of("/proc");
    if (!Files.isDirectory(proc.resolve("self"))) {
      return ProcessHandle.of(pid).isPresent() && (!isReady() || answers());
    }
    try {
      return Files.readSymbolicLink(proc.resolve(pid + "/cwd")).equals(data);
    } catch (AccessDeniedException e) {
      return !isReady() || answers();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * PostgreSQL removes a dead server's file itself, but takes any living process with its number
   * for the server. Sessions that survive their server are safe from a second one without the file,
   * too: it finds their shared memory by the data folder.
   */
  void removeIfMisleading() throws IOException {
    if (!isAlive() && ProcessHandle.of(pid).isPresent()) {
      Files.deleteIfExists(data.resolve(NAME));
    }
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String line(String[] lines, int index) {
    return index < lines.length ? lines[index].strip() : "";
  }

  private static long number(String[] lines, int index) {
    try {
      return Long.parseLong(line(lines, index));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
