package io.earlybrd.mail;

import io.earlybrd.mail.MailContent.Elsewhere;
import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailContent.Kind;
import io.earlybrd.mail.MailContent.Section;
import io.earlybrd.search.HitWords;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mails of a good morning, with everything that a mail can show; the companies do not exist.
 */
final class Morning {
  private static final HitWords JAVA = HitWords.of(List.of("java", "remot"));
  private static final HitWords KAFKA = HitWords.of(List.of("kafka"));
  private static final HitWords DATA = HitWords.of(List.of("data", "engin", "wien"));

  private Morning() {}

  static MailContent digest() {
    return Mails.of(
        Kind.DIGEST,
        58,
        new Section("java remote", List.of(payments(), backend())),
        new Section("kafka -junior", List.of(platform())),
        new Section("\"data engineer\" location:wien", List.of(data(), plain())));
  }

  static MailContent instant() {
    return Mails.of(Kind.INSTANT, 2, new Section("java remote", List.of(payments(), backend())));
  }

  private static Entry payments() {
    return entry(
            "Senior Java Engineer, Payments",
            "Quillfeather Logistics",
            "Berlin or anywhere in the EU",
            "€78,000 – €95,000",
            "Sample Jobs",
            Duration.ofMinutes(125))
        .with(
            JAVA,
            null,
            List.of(
                new Elsewhere("Harbour Board", "https://harbour.example/jobs/812", "Berlin"),
                new Elsewhere("Freelance Perch", "https://perch.example/p/99", "Potsdam")),
            0);
  }

  private static Entry backend() {
    return entry(
            "Backend Developer (Kotlin, Java, PostgreSQL)",
            "Tern & Tide",
            "Lisbon",
            null,
            "Harbour Board",
            Duration.ofHours(11))
        .with(JAVA, null, List.of(), 0);
  }

  private static Entry platform() {
    return entry(
            "Platform Engineer, Energy Trading",
            "Nightjar Energy Co-operative",
            "UTC−3 to UTC+3",
            "$65 an hour",
            "Freelance Perch",
            Duration.ofMinutes(40))
        .with(
            KAFKA,
            "… you have run Kafka in production, know what an offset costs at three in the"
                + " morning, and …",
            List.of(),
            0);
  }

  private static Entry data() {
    return new Entry(
            "Data Engineer (m/w/d)",
            "https://boards.jobs.example/brueckl/3",
            "Brückl & Söhne Bahntechnik",
            "Wien",
            null,
            "ab 4.800 € brutto im Monat",
            "Werkbank",
            Mails.DATE.minus(Duration.ofHours(30)),
            Mails.DATE)
        .with(DATA, null, List.of(), 0);
  }

  /** Of which its board says little, with no link. */
  private static Entry plain() {
    return new Entry(
            "Analytics engineer for rail data",
            "",
            "Lumen Orchard",
            "Wien, hybrid",
            false,
            null,
            "Civic Work",
            null,
            Mails.DATE.minus(Duration.ofMinutes(50)))
        .with(DATA, null, List.of(), 0);
  }

  private static Entry entry(
      String title,
      String company,
      String location,
      @Nullable String pay,
      String board,
      Duration age) {
    return new Entry(
        title,
        "https://boards.jobs.example/" + Math.floorMod(title.hashCode(), 9_000),
        company,
        location,
        true,
        pay,
        board,
        Mails.DATE.minus(age),
        Mails.DATE);
  }
}
