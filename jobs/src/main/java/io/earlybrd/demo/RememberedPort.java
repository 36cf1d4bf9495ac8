package io.earlybrd.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The port that the demo's boards had last, in {@code demo-port} of the home folder. */
final class RememberedPort {
  private final Path file;

  RememberedPort(Path home) {
    file = home.resolve("demo-port");
  }

  /** 0, which is any free port, where none is remembered or the file is spoilt. */
  int read() throws IOException {
    try {
      int port =
          Integer.parseInt(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip());
      return port >= 1_024 && port <= 65_535 ? port : 0;
    } catch (NoSuchFileException | NumberFormatException e) {
      return 0;
    }
  }

  void write(int port) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, port + "\n");
  }
}
