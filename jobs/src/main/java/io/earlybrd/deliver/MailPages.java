package io.earlybrd.deliver;

import io.earlybrd.mail.MailContent;
import io.earlybrd.mail.Tokens;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One mail for the browser, with every posting that it holds, whatever became of it, as the mail
 * groups them. Thread-safe.
 */
public final class MailPages {
  /** Entries of a page. */
  public static final int SIZE = 100;

  private final JdbcClient jdbc;
  private final Tokens tokens;
  private final URI baseUrl;

  public MailPages(JdbcClient jdbc, Tokens tokens, URI baseUrl) {
    this.jdbc = jdbc;
    this.tokens = tokens;
    this.baseUrl = baseUrl;
  }

  /**
   * @param content the mail with the entries of this page; {@code total} counts all of them
   * @param number from 1
   * @param pages how many there are
   */
  public record Page(MailContent content, int number, int pages) {}

  /** Empty where there is no such mail, or no such page of it. */
  public Optional<Page> find(UUID mail, int number) {
    if (number < 1 || number > Integer.MAX_VALUE / SIZE) {
      return Optional.empty();
    }
    // Made anew for each page: it remembers postings, which change.
    return id(mail)
        .flatMap(id -> new MailContents(jdbc, tokens, baseUrl).part(id, (number - 1) * SIZE, SIZE))
        .map(content -> new Page(content, number, (content.total() + SIZE - 1) / SIZE));
  }

  private Optional<Long> id(UUID mail) {
    return jdbc.sql(
            """
            SELECT id
            FROM mail
            WHERE public_id = :mail
              AND kind IN ('instant', 'digest')
            """)
        .param("mail", mail)
        .query(Long.class)
        .optional();
  }
}
