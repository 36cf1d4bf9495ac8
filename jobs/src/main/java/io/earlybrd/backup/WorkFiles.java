package io.earlybrd.backup;

import io.earlybrd.storage.StorageProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a backup under way, in {@code $EARLYBRD_HOME/backup-work}, for their owner's eyes
 * alone. Their names begin with the backup's.
 */
final class WorkFiles {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFiles.class);

  private final Path folder;

  WorkFiles(Path home) {
    this.folder = home.resolve("backup-work");
  }

  /** As it will be stored. */
  Path dump(String id) {
    return folder.resolve(id + ".dump");
  }

  /** What is to be said of it when it is stored. */
  Path manifest(String id) {
    return folder.resolve(id + ".json");
  }

  /** As it came back. */
  Path fetched(String id) {
    return folder.resolve(id + ".fetched");
  }

  /** What was written to a file. */
  record Written(long size, String sha256) {}

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Writes a file anew, and knows its size and sum as it goes. */
  Written write(Path file, Content content) {
    try {
      var owner =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.deleteIfExists(file);
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (var channel = FileChannel.open(file, options, owner)) {
        var summed = new Summed(Channels.newOutputStream(channel));
        try (var out = new BufferedOutputStream(summed, 1 << 16)) {
          content.write(out);
          out.flush();
          channel.force(true);
        }
        return new Written(summed.size, HexFormat.of().formatHex(summed.digest.digest()));
      }
    } catch (FileSystemException e) {
      throw new StorageProblem(
          "%s cannot be written (%s)".formatted(file, e.getReason() == null ? e : e.getReason()),
          e);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No space left")) {
        throw new StorageProblem(
            "The disk is full: %s cannot be written to its end (%s)"
                .formatted(file, e.getMessage()),
            e);
      }
      throw new StorageProblem(String.valueOf(e.getMessage()), e);
    }
  }

  boolean exists(Path file) {
    return Files.isRegularFile(file);
  }

  void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", file, e.getMessage());
    }
  }

  /**
   * Deletes what nobody has written to for long: of backups that the database does not know, since
   * it was restored from one.
   */
  void deleteOlderThan(Instant time) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var all = Files.newDirectoryStream(folder)) {
      for (var file : all) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
          delete(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be listed: {}", folder, e.getMessage());
    }
  }

  /** Deletes whatever is left of a backup. */
  void deleteAll(String id) {
    delete(dump(id));
    delete(manifest(id));
    delete(fetched(id));
  }

  private static final class Summed extends OutputStream {
    private final OutputStream out;
    private final MessageDigest digest;
    private long size;

    Summed(OutputStream out) {
      this.out = out;
      try {
        this.digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this JDK has no SHA-256", e);
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      digest.update(bytes, from, length);
      size += length;
    }
  }
}
