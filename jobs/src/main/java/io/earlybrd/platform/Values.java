package io.earlybrd.platform;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How values of the environment read. All throw {@link IllegalArgumentException} where not. */
final class Values {
  private Values() {}

  static double rate(String text) {
    double rate = Double.parseDouble(text);
    if (!(rate >= 0.01 && rate <= 100_000)) {
      throw new IllegalArgumentException(text);
    }
    return rate;
  }

  static URI mailbox(String text) {
    var uri = URI.create(text);
    if (uri.getHost() == null
        || uri.getUserInfo() == null
        || !List.of("imap", "imaps").contains(uri.getScheme())) {
      throw new IllegalArgumentException("no mailbox");
    }
    return uri;
  }

  static Path folder(String text) {
    var folder = Path.of(text).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      throw new IllegalArgumentException(text);
    }
    return folder;
  }

  static Duration timeout(String text) {
    var timeout = Units.duration(text);
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(text);
    }
    return timeout;
  }

  static URI webAddress(String text) {
    var uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("not http");
    }
    return uri;
  }
}
