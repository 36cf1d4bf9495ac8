package io.earlybrd.posting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A posting as it is stored, which a later visit may know less of: its own page is not read again.
 *
 * @param detailPending whether it was not read yet
 */
record StoredPosting(
    String url,
    PostingText text,
    @Nullable PayRange payRange,
    @Nullable String department,
    @Nullable Instant postedAt,
    boolean detailPending) {

  static final String COLUMNS =
      """
      url, title, company, location, remote, pay, description, department, posted_at, detail_pending,
      pay_min, pay_max, pay_currency, pay_period\
      """;

  static StoredPosting of(ResultSet row) throws SQLException {
    return new StoredPosting(
        row.getString("url"),
        new PostingText(
            row.getString("title"),
            row.getString("company"),
            row.getString("location"),
            row.getObject("remote", Boolean.class),
            row.getString("pay"),
            row.getString("description")),
        SearchedPosting.paid(row),
        row.getString("department"),
        StoredPostings.instant(row.getTimestamp("posted_at")),
        row.getBoolean("detail_pending"));
  }

  /**
   * What is to be stored now. What was found wins; where the posting's own page was not read, what
   * is missing stays as it was. A date that is known is never forgotten: some boards show it only
   * while it is fresh.
   *
   * @param boardUrl the link of a posting that has none, which is no reason to forget one
   */
  FoundPosting updatedBy(FoundPosting now, String boardUrl) {
    var date = now.postedAt() == null ? postedAt : now.postedAt();
    boolean unread = now.detail() == FoundPosting.Detail.UNREAD;
    // Both together: numbers must not stay beside another text.
    boolean keepsPay = unread && now.pay() == null && now.payRange() == null;
    return new FoundPosting(
        now.externalId(),
        unread && now.url().equals(boardUrl) ? url : now.url(),
        now.title().equals(FoundPosting.TITLE_UNREAD) ? text.title() : now.title(),
        unread ? first(now.company(), text.company()) : now.company(),
        unread ? first(now.location(), text.location()) : now.location(),
        unread ? first(now.remote(), text.remote()) : now.remote(),
        keepsPay ? text.pay() : now.pay(),
        keepsPay ? payRange : now.payRange(),
        unread ? first(now.department(), department) : now.department(),
        unread ? first(now.description(), text.description()) : now.description(),
        date,
        now.detail());
  }

  private static <T> @Nullable T first(@Nullable T now, @Nullable T before) {
    return now == null ? before : now;
  }
}
