package io.earlybrd.cli;

import java.util.List;

/** The columns of a posting, the same in {@code postings} and {@code search}. */
final class PostingRows {
  /**
   * Nothing is written of a posting that goes on being shown: it was seen when its board was. Of a
   * posting {@code p} and its board {@code b}.
   */
  static final String COLUMNS =
      """
      p.id, p.board, p.external_id, p.url, p.title, p.company, p.location, p.remote,
      p.pay, p.pay_min, p.pay_max, p.pay_currency, p.pay_period, p.department, p.description, p.posted_at,
      p.first_seen_at,
      CASE WHEN p.closed_at IS NULL AND p.missed_at IS NULL AND NOT p.held THEN greatest(p.last_seen_at, b.shown_at)
        ELSE p.last_seen_at END AS last_seen_at,
      p.closed_at\
      """;

  /** Those that a table shows. */
  static final List<String> SHOWN =
      List.of("id", "board", "title", "company", "location", "pay", "first_seen_at");

  private PostingRows() {}
}
