package io.earlybrd.alerts;

import io.earlybrd.posting.PayRange;
import io.earlybrd.posting.SearchedPosting;
import io.earlybrd.posting.ShownPay;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What searches can ask of a stored posting. */
record AskedPosting(
    String title,
    @Nullable String company,
    @Nullable String location,
    String board,
    @Nullable Boolean remote,
    @Nullable PayRange paid,
    @Nullable String pay,
    @Nullable String department,
    @Nullable String description) {

  /** Of a posting {@code p}. */
  static final String COLUMNS =
      """
      p.title, p.company, p.location, p.board, p.remote, p.pay, p.pay_min, p.pay_max, p.pay_currency, p.pay_period,
      p.department, p.description\
      """;

  static AskedPosting of(ResultSet row) throws SQLException {
    return new AskedPosting(
        row.getString("title"),
        row.getString("company"),
        row.getString("location"),
        row.getString("board"),
        row.getObject("remote", Boolean.class),
        SearchedPosting.paid(row),
        row.getString("pay"),
        row.getString("department"),
        row.getString("description"));
  }

  /** Its vector by the present rules, without what its row gives. */
  String vector() {
    return SearchedPosting.vector(title, company, location, remote, paid, department, description);
  }

  /** What it has in the place of a condition that does not hold; such as a search writes it. */
  String has(String condition) {
    boolean not = condition.startsWith("-");
    var asked = not ? condition.substring(1) : condition;
    if (asked.startsWith("(") || asked.contains(" OR ")) {
      return not ? "the posting fulfils that" : "the posting fulfils none of it";
    }
    if (asked.startsWith("title:")) {
      return "its title is “" + title + "”";
    }
    if (asked.startsWith("company:")) {
      return company == null ? "it names no company" : "its company is “" + company + "”";
    }
    if (asked.startsWith("location:")) {
      return location == null ? "it names no place" : "its place is “" + location + "”";
    }
    if (asked.startsWith("board:")) {
      return "it is on board " + board;
    }
    if (asked.startsWith("remote:")) {
      return Boolean.TRUE.equals(remote)
          ? "its board says that it is remote"
          : "its board does not say that it is remote";
    }
    if (asked.startsWith("pay>=") || asked.startsWith("pay<=")) {
      return paid == null ? "it names no pay in numbers" : "it pays " + ShownPay.of(paid);
    }
    return not ? "the posting has it" : "the posting does not have it";
  }
}
