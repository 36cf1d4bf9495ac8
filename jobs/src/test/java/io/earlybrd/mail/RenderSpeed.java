package io.earlybrd.mail;

import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailContent.Section;
import io.earlybrd.search.HitWords;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a mail costs to render, make MIME and write, in µs of CPU. Run it as production runs: {@code
 * -XX:TieredStopAtLevel=1 -XX:+UseSerialGC}.
 */
final class RenderSpeed {
  private static final int POSTINGS = 2_000;
  private static final List<HitWords> SEARCHES =
      List.of(
          HitWords.of(List.of("java", "engin")),
          HitWords.of(List.of("java", "payment", "berlin")),
          HitWords.of(List.of("ledger", "java")));

  private final MailRenderer renderer = new MailRenderer();
  private final MimeMessages mime = new MimeMessages(Mailbox.parse(Mails.FROM));
  private long next;
  private long bytes;

  private RenderSpeed() {}

  public static void main(String[] args) throws Exception {
    var speed = new RenderSpeed();
    if (args.length > 0) {
      boolean fresh = args[0].equals("fresh");
      for (int round = 0; round < 12; round++) {
        System.out.printf("10 %s %.0f µs%n", args[0], speed.measure(10, fresh, 4_000));
      }
      return;
    }
    for (int round = 0; round < 3; round++) {
      System.out.printf(
          "10 known %.0f   10 fresh %.0f   50 known %.0f   50 fresh %.0f µs%n",
          speed.measure(10, false, 10_000),
          speed.measure(10, true, 5_000),
          speed.measure(50, false, 2_000),
          speed.measure(50, true, 1_000));
    }
    System.out.println(speed.bytes);
  }

  private double measure(int entries, boolean fresh, int mails) throws Exception {
    var contents = new ArrayList<MailContent>();
    for (int i = 0; i < mails; i++) {
      contents.add(content(entries, fresh));
    }
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (var content : contents) {
      write(content);
    }
    return (threads.getCurrentThreadCpuTime() - start) / 1e3 / mails;
  }

  private void write(MailContent content) throws MessagingException, IOException {
    mime.of(renderer.render(content))
        .writeTo(
            new OutputStream() {
              @Override
              public void write(int b) {
                bytes++;
              }

              @Override
              public void write(byte[] b, int off, int len) {
                bytes += len;
              }
            });
  }

  private MailContent content(int entries, boolean fresh) {
    var shown = new ArrayList<Entry>();
    for (int i = 0; i < entries; i++) {
      next++;
      shown.add(entry(fresh ? POSTINGS + next : next % POSTINGS));
    }
    var id = new UUID(next, 7);
    return new MailContent(
        id,
        MessageIds.of(id, Mails.FROM),
        Mails.DATE,
        MailContent.Kind.DIGEST,
        "reader" + next + "@reader.example",
        java.time.ZoneId.of("Europe/Berlin"),
        List.of(
            new Section("java remote " + next % 50, shown.subList(0, entries / 2)),
            new Section("java ledger", shown.subList(entries / 2, entries))),
        entries,
        Mails.LINKS);
  }

  /** As the ledger gives it: no object is shared with another mail. */
  private static Entry entry(long number) {
    return Mails.entry(
            "Senior Java Engineer, Payments and Ledger Platform (m/f/d) " + number,
            "Quillfeather Logistics " + number % 40,
            "https://boards.jobs.example/quillfeather-logistics/jobs/4500" + number)
        .with(SEARCHES.get((int) (number % 3)), null, List.of(), 0);
  }
}
