package io.earlybrd.platform;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The secrets that sign links and hash addresses: the first signs, all verify. */
public final class Secrets {
  private Secrets() {}

  private static final int BYTES = 32;
  private static final int LEAST = 16;

  /**
   * {@code EARLYBRD_SECRET}, or where it is not set the one that the first process to ask made in
   * {@code $EARLYBRD_HOME/secret}, readable by its owner alone. Several processes at once get the
   * same.
   *
   * @throws UserError where the file cannot be made or holds no secret
   */
  public static List<String> of(Config config) {
    return config.secret().isEmpty() ? kept(config.home()) : config.secret();
  }

  // A file lock holds between processes; threads of one process need their own.
  private static synchronized List<String> kept(Path home) {
    var file = home.resolve("secret");
    try {
      Files.createDirectories(home);
      var secrets = split(readOrMake(file));
      if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length() < LEAST)) {
        throw new UserError(
            file
                + " holds no secret of at least "
                + LEAST
                + " characters: bring it back from a backup, or delete it"
                + " (links in mails that were sent then end to work)");
      }
      return secrets;
    } catch (IOException e) {
      throw new UserError(
          "EARLYBRD_SECRET is not set, and " + file + " cannot be read or made: " + e, e);
    }
  }

  private static String readOrMake(Path file) throws IOException {
    if (Files.exists(file) && !Files.isWritable(file)) {
      return Files.readString(file);
    }
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), owner)) {
      // Released with the channel.
      channel.lock();
      // Empty also where its maker was killed before it wrote.
      if (channel.size() == 0) {
        channel.write(ByteBuffer.wrap((made() + "\n").getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
      var bytes = ByteBuffer.allocate((int) channel.size());
      channel.read(bytes, 0);
      return new String(bytes.array(), StandardCharsets.UTF_8);
    }
  }

  private static String made() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(secret -> !secret.isEmpty())
        .toList();
  }
}
