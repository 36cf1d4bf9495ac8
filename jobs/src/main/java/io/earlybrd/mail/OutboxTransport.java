package io.earlybrd.mail;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.earlybrd.platform.UserError;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Mails as files, {@code <public id>.eml}, for where there is no mail server. A file is there whole
 * or not at all, whoever is killed or whatever loses power; a mail that goes out again overwrites
 * its file.
 */
final class OutboxTransport implements MailTransport {
  private static final String HALF = ".half";

  private final Path outbox;

  private OutboxTransport(Path outbox) {
    this.outbox = outbox;
  }

  /**
   * Makes the folder where there is none, and clears it of what killed processes left half.
   *
   * @throws UserError where it cannot be written to
   */
  static OutboxTransport open(Path outbox) {
    try {
      Files.createDirectories(outbox);
      try (var halves = Files.newDirectoryStream(outbox, ".*" + HALF)) {
        for (var half : halves) {
          deleteIfDead(half);
        }
      }
      return new OutboxTransport(outbox);
    } catch (IOException e) {
      throw new UserError("EARLYBRD_HOME: the outbox " + outbox + " cannot be used: " + e, e);
    }
  }

  /**
   * A writer holds a lock on its file, which dies with it: unlike a process number it is never used
   * again.
   */
  private static void deleteIfDead(Path half) throws IOException {
    try (var channel = FileChannel.open(half, WRITE)) {
      if (channel.tryLock() != null) {
        Files.deleteIfExists(half);
      }
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      // Another thread of this process is writing it, or has finished.
    }
  }

  @Override
  public Delivery deliver(MimeMessage message) {
    var file = outbox.resolve(publicId(message) + ".eml");
    try {
      try {
        write(message, file);
      } catch (NoSuchFileException e) {
        // Another process opened the outbox between the making of our file and its lock, and
        // cleared it away.
        write(message, file);
      }
      return new Delivery.Accepted(file.toString());
    } catch (IOException e) {
      return new Delivery.Unreachable("cannot write " + file + ": " + e);
    } catch (MessagingException e) {
      throw new IllegalStateException("a message that cannot be written", e);
    }
  }

  private void write(MimeMessage message, Path file) throws IOException, MessagingException {
    var half = outbox.resolve("." + UUID.randomUUID() + HALF);
    try (var channel = FileChannel.open(half, CREATE_NEW, WRITE)) {
      channel.lock();
      var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      message.writeTo(out);
      out.flush();
      channel.force(true);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | MessagingException | RuntimeException e) {
      Files.deleteIfExists(half);
      throw e;
    }
    // The new name lives in the folder, which has to reach the disk, too.
    try (var folder = FileChannel.open(outbox, READ)) {
      folder.force(true);
    }
  }

  /** A UUID, so that no header can lead out of the folder. */
  private static UUID publicId(MimeMessage message) {
    try {
      return UUID.fromString(message.getHeader(MimeMessages.PUBLIC_ID, null));
    } catch (MessagingException | NullPointerException e) {
      throw new IllegalArgumentException("a message without " + MimeMessages.PUBLIC_ID, e);
    }
  }

  @Override
  public void close() {
    // Nothing stays open from mail to mail.
  }
}
