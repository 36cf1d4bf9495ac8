package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTransportTest {
  @TempDir private Path home;

  @Test
  void a_mail_becomes_a_file_named_by_its_public_id() throws Exception {
    var made = new ByteArrayOutputStream();
    mail().writeTo(made);

    assertThat(open().deliver(mail())).isInstanceOf(Delivery.Accepted.class);

    assertThat(outbox().resolve(Mails.ID + ".eml")).hasBinaryContent(made.toByteArray());
    assertThat(names()).containsExactly(Mails.ID + ".eml");
  }

  @Test
  void a_resend_overwrites() throws Exception {
    try (var outbox = open()) {
      outbox.deliver(mail());
      Files.writeString(outbox().resolve(Mails.ID + ".eml"), "something longer or shorter");

      outbox.deliver(mail());
    }

    assertThat(outbox().resolve(Mails.ID + ".eml")).content().startsWith("Date: ");
    assertThat(names()).hasSize(1);
  }

  @Test
  void what_a_killed_process_left_half_is_cleared_away() throws Exception {
    Files.createDirectories(outbox());
    Files.writeString(outbox().resolve(".0b7d1f0e.half"), "From: Earl");

    open();

    assertThat(names()).isEmpty();
  }

  @Test
  void what_a_living_process_is_writing_is_left_alone() throws Exception {
    Files.createDirectories(outbox());
    var half = outbox().resolve(".0b7d1f0e.half");
    try (var writer = FileChannel.open(half, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      writer.lock();

      open();

      assertThat(half).exists();
    }
  }

  @Test
  void a_full_disk_is_said_and_leaves_nothing_half() throws Exception {
    var full =
        new MimeMessage(mail()) {
          @Override
          public void writeTo(OutputStream out)
              throws IOException, jakarta.mail.MessagingException {
            super.writeTo(new Full(out));
          }
        };

    assertThat(open().deliver(full))
        .isInstanceOfSatisfying(
            Delivery.Unreachable.class,
            unreachable -> assertThat(unreachable.reason()).contains("No space left on device"));
    assertThat(names()).isEmpty();
  }

  @Test
  void a_header_cannot_lead_out_of_the_folder() throws Exception {
    var hostile = mail();
    hostile.setHeader(MimeMessages.PUBLIC_ID, "../../etc/cron.d/x");

    try (var outbox = open()) {
      assertThatThrownBy(() -> outbox.deliver(hostile))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_folder_that_cannot_be_made_is_a_mistake_of_the_configuration() throws Exception {
    Files.writeString(outbox(), "a file");

    assertThatThrownBy(this::open).isInstanceOf(UserError.class).hasMessageContaining("outbox");
  }

  private MailTransport open() {
    return MailTransports.open(Config.from(Map.of("EARLYBRD_HOME", home.toString())));
  }

  private Path outbox() {
    return home.resolve("outbox");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(outbox())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static MimeMessage mail() {
    return new MimeMessages(Mailbox.parse(Mails.FROM)).of(Mails.rendered(Mails.sample()));
  }

  /** Room for a hundred bytes. */
  private static final class Full extends FilterOutputStream {
    private int room = 100;

    Full(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      if (room-- == 0) {
        throw new IOException("No space left on device");
      }
      super.write(b);
    }
  }
}
