package io.earlybrd.deliver;

import io.earlybrd.mail.AddressHash;
import io.earlybrd.subscriber.Suppressions;
import io.earlybrd.subscriber.Suppressions.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of mails after they left: recorded once, and acted on. A hard bounce, a complaint and
 * an unsubscription suppress the address at once; soft bounces do when as many as {@link #SOFT}
 * mails came back within {@link #WITHIN}. In the caller's transaction.
 */
public final class Feedback {
  private static final Pattern PUBLIC_ID =
      Pattern.compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(?:@.*)?");
  private static final int SOFT = 5;
  private static final String WITHIN = "10 days";

  private final JdbcClient jdbc;
  private final List<String> secrets;
  private final Suppressions suppressions;

  public Feedback(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.secrets = List.copyOf(secrets);
    this.suppressions = new Suppressions(jdbc, secrets);
  }

  /** What is reported. */
  public enum Kind {
    /** The recipient's server has it: settles a mail in doubt, and is not kept. */
    DELIVERED,
    /** Not now: mailbox full, server away, policy. Several for one mail count once. */
    SOFT,
    /** There is no such mailbox. */
    HARD,
    COMPLAINT,
    UNSUBSCRIBE
  }

  /** Who says so. */
  public enum Source {
    SMTP,
    MAILGUN,
    MAILBOX,
    PAGE
  }

  /**
   * One report.
   *
   * @param eventId the reporter's own name for it; null where it has none
   * @param mail public id or Message-ID, with or without its brackets
   * @param recipient taken where the mail is not known; a report that anybody could have forged
   *     names none
   * @param detail for the operator: the server's words
   */
  public record Event(
      Kind kind,
      Source source,
      @Nullable String eventId,
      @Nullable String mail,
      @Nullable String recipient,
      @Nullable String detail) {}

  /** What came of it. */
  public enum Outcome {
    /** Neither a mail nor an address of ours. */
    UNKNOWN,
    /** Told before. */
    REPEATED,
    NOTED,
    /** The address is mailed no more. */
    SUPPRESSED
  }

  private record About(@Nullable Long mail, String address) {}

  public Outcome record(Event event) {
    var about = about(event);
    if (about == null) {
      return Outcome.UNKNOWN;
    }
    if (event.kind() == Kind.DELIVERED) {
      return delivered(about);
    }
    if (!keep(event, about)) {
      return Outcome.REPEATED;
    }
    var reason =
        switch (event.kind()) {
          case HARD -> Reason.BOUNCE;
          case COMPLAINT -> Reason.COMPLAINT;
          case UNSUBSCRIBE -> Reason.UNSUBSCRIBE;
          case SOFT -> softs(about.address()) >= SOFT ? Reason.BOUNCE : null;
          case DELIVERED -> null;
        };
    if (reason == null) {
      return Outcome.NOTED;
    }
    suppressions.add(about.address(), reason);
    return Outcome.SUPPRESSED;
  }

  private @Nullable About about(Event event) {
    var mail = event.mail() == null ? Optional.<About>empty() : mail(event.mail());
    var recipient = event.recipient();
    return mail.orElse(recipient == null ? null : new About(null, recipient.strip()));
  }

  private Optional<About> mail(String name) {
    var bare = name.strip().replaceAll("^<|>$", "");
    return jdbc.sql(
            """
            SELECT id, recipient
            FROM mail
            WHERE public_id = :id::uuid
              AND (message_id = :message_id OR :name = public_id::text)
            """)
        .param("id", publicId(bare))
        .param("message_id", "<" + bare + ">")
        .param("name", bare)
        .query((row, n) -> new About(row.getLong("id"), row.getString("recipient")))
        .optional();
  }

  /**
   * @param name a mail's id, or its Message-ID without brackets, which begins with it
   * @return null where it is no mail of ours
   */
  static @Nullable String publicId(String name) {
    var matcher = PUBLIC_ID.matcher(name);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private Outcome delivered(About about) {
    int settled =
        jdbc.sql(
                """
                UPDATE mail
                SET state = 'SENT', sent_at = clock_timestamp(), error = NULL
                WHERE id = :mail
                  AND state = 'IN_DOUBT'
                """)
            .param("mail", about.mail(), java.sql.Types.BIGINT)
            .update();
    return settled == 0 ? Outcome.REPEATED : Outcome.NOTED;
  }

  private boolean keep(Event event, About about) {
    return jdbc.sql(
                """
                INSERT INTO mail_event (event_id, mail, address_hash, kind, source, detail)
                VALUES (:event_id, :mail, :hash, :kind, :source, left(:detail, 500))
                ON CONFLICT (event_id) DO NOTHING
                """)
            .param("event_id", event.eventId())
            .param("mail", about.mail(), java.sql.Types.BIGINT)
            .param("hash", AddressHash.of(secrets.getFirst(), about.address()))
            .param("kind", event.kind().name().toLowerCase(Locale.ROOT))
            .param("source", event.source().name().toLowerCase(Locale.ROOT))
            .param("detail", event.detail())
            .update()
        == 1;
  }

  /** Mails that came back, each counted once however often its server tried. */
  private int softs(String address) {
    return jdbc.sql(
            """
            SELECT count(DISTINCT coalesce(mail::text, 'event ' || id))
            FROM mail_event
            WHERE kind = 'soft'
              AND address_hash = ANY (:hashes)
              AND at > clock_timestamp() - interval '%s'
            """
                .formatted(WITHIN))
        .param("hashes", AddressHash.all(secrets, address).toArray(byte[][]::new))
        .query(Integer.class)
        .single();
  }
}
