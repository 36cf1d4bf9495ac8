package io.earlybrd.mail;

import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailContent.Kind;
import io.earlybrd.mail.MailContent.Links;
import io.earlybrd.mail.MailContent.Section;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Mails to test with; the companies do not exist. */
final class Mails {
  private Mails() {}

  static final UUID ID = UUID.fromString("3f0c9a52-7a1e-4c55-9d0b-8f2f4f1f6a01");
  static final Instant DATE = Instant.parse("2026-11-03T07:00:12Z");
  static final String FROM = "EarlyBrd <alerts@earlybrd.example>";
  static final String TO = "ada@reader.example";
  static final Links LINKS =
      Links.of(
          URI.create("https://alerts.earlybrd.example"),
          new Tokens(List.of("a secret of the tests")).unsubscribe(ID),
          new Tokens(List.of("a secret of the tests")).view(new UUID(5, 5)));

  static MailContent instant(Entry... entries) {
    return of(Kind.INSTANT, entries.length, new Section("java remote", List.of(entries)));
  }

  static MailContent digest(int total, Section... sections) {
    return of(Kind.DIGEST, total, sections);
  }

  static MailContent of(Kind kind, int total, Section... sections) {
    return new MailContent(
        ID,
        MessageIds.of(ID, FROM),
        DATE,
        kind,
        TO,
        ZoneId.of("Europe/Berlin"),
        List.of(sections),
        total,
        LINKS);
  }

  static MailContent linked(Links links) {
    var sample = sample();
    return new MailContent(
        sample.publicId(),
        sample.messageId(),
        sample.date(),
        sample.kind(),
        sample.recipient(),
        sample.zone(),
        sample.sections(),
        sample.total(),
        links);
  }

  static Entry titled(String title) {
    return entry(title, "Acme", "https://jobs.example/1");
  }

  static Entry entry(String title, @Nullable String company, String url) {
    return new Entry(
        title,
        url,
        company,
        "Berlin",
        true,
        "€80,000",
        "Sample Jobs",
        DATE.minusSeconds(7_500),
        DATE.minusSeconds(60));
  }

  /** {@code count} postings, each different, with everything filled in. */
  static Section section(String name, int count) {
    return new Section(
        name,
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    entry(
                        "Senior Java Engineer, Payments and Ledger Platform (m/f/d) " + i,
                        "Quillfeather Logistics GmbH",
                        "https://boards.jobs.example/quillfeather-logistics/jobs/4500" + i))
            .toList());
  }

  /** A digest as it looks on an ordinary morning. */
  static MailContent sample() {
    return digest(
        7,
        new Section(
            "java remote",
            List.of(
                new Entry(
                    "Senior Java Engineer, Payments",
                    "https://boards.jobs.example/quillfeather/jobs/4411",
                    "Quillfeather Logistics",
                    "Berlin or anywhere in the EU",
                    true,
                    "€78,000 – €95,000",
                    "Sample Jobs",
                    DATE.minusSeconds(7_500),
                    DATE),
                new Entry(
                    "Backend Developer (Kotlin, PostgreSQL)",
                    "https://boards.jobs.example/tern-and-tide/jobs/77",
                    "Tern & Tide",
                    "Lisbon",
                    true,
                    null,
                    "Harbour Board",
                    DATE.minusSeconds(40_000),
                    DATE),
                new Entry(
                    "Platform Engineer — Spring Batch, Kafka, a little Go",
                    "https://boards.jobs.example/nightjar/jobs/9",
                    "Nightjar Energy Co-operative",
                    "Remote, UTC−3 to UTC+3",
                    true,
                    "$65/hour",
                    "Freelance Perch",
                    null,
                    DATE.minusSeconds(2_400)))),
        new Section(
            "data engineer Wien",
            List.of(
                new Entry(
                    "Data Engineer (m/w/d)",
                    "https://boards.jobs.example/brueckl/jobs/3",
                    "Brückl & Söhne Bahntechnik",
                    "Wien",
                    null,
                    "ab 4.800 € brutto/Monat",
                    "Sample Jobs",
                    Instant.parse("2026-11-02T00:00:00Z"),
                    DATE),
                new Entry(
                    "Analytics Engineer",
                    "https://boards.jobs.example/lumen-orchard/jobs/18",
                    "Lumen Orchard",
                    "Wien, hybrid",
                    false,
                    null,
                    "Harbour Board",
                    Instant.parse("2026-11-03T00:00:00Z"),
                    DATE))),
        new Section(
            "technical writer",
            List.of(
                new Entry(
                    "Technical Writer for a compiler team",
                    "https://boards.jobs.example/osprey/jobs/52",
                    "Osprey Toolchains",
                    null,
                    true,
                    "£52,000",
                    "Sample Jobs",
                    DATE.minusSeconds(90_000),
                    DATE),
                new Entry(
                    "Documentation Engineer",
                    "https://boards.jobs.example/kestrel/jobs/201",
                    "Kestrel Maps",
                    "Utrecht",
                    null,
                    null,
                    "Harbour Board",
                    DATE.minusSeconds(190_000),
                    DATE))));
  }

  static RenderedMail rendered(MailContent content) {
    return Renderer.ONE.render(content);
  }

  private enum Renderer {
    ;
    static final MailRenderer ONE = new MailRenderer();
  }
}
