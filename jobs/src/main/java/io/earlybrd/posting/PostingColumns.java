package io.earlybrd.posting;

import io.earlybrd.search.SearchVector;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Postings as arrays, one a column, so that any number of them is one statement. */
final class PostingColumns {
  private PostingColumns() {}

  /**
   * What searches ask of a posting.
   *
   * @param row SQL alias of what has {@code vectors}
   * @param board SQL of its board's id
   * @param firstSeenAt SQL of when it was first seen
   */
  static String tsv(String row, String board, String firstSeenAt) {
    return row + ".vectors::tsvector || " + SearchVector.ofRow(board, firstSeenAt);
  }

  /** What of a posting is shown, in the order of {@link #unnest}. */
  static final String SHOWN =
      """
      url, title, company, location, remote, department, pay, pay_min, pay_max, pay_currency, pay_period,
      description, posted_at, content_hash\
      """;

  /**
   * A row a posting, aliased {@code u}, of {@link #arrays} and of more columns.
   *
   * @param more name and type of each, bound as an array by its name
   */
  static String unnest(String... more) {
    var bound =
        Stream.of(more)
            .map(column -> ":" + column.replace(" ", "::") + "[], ")
            .collect(Collectors.joining());
    var names =
        Stream.of(more)
            .map(column -> column.substring(0, column.indexOf(' ')) + ", ")
            .collect(Collectors.joining());
    return """
    unnest(
      %s:urls, :titles, :companies, :locations, :remotes::boolean[], :departments, :pays,
      :pay_mins::numeric[], :pay_maxes::numeric[], :pay_currencies, :pay_periods,
      :descriptions, :posted_ats::timestamptz[], :content_hashes, :vectors, :sames::bigint[]
    ) AS u (
      %s%s, vectors, sames
    )\
    """
        .formatted(bound, names, SHOWN);
  }

  /**
   * @param hashes the content hash of each
   */
  static Map<String, Object> arrays(List<FoundPosting> postings, String[] hashes) {
    var arrays = new HashMap<String, Object>();
    arrays.put("urls", texts(postings, FoundPosting::url));
    arrays.put("titles", texts(postings, FoundPosting::title));
    arrays.put("companies", texts(postings, FoundPosting::company));
    arrays.put("locations", texts(postings, FoundPosting::location));
    arrays.put("remotes", texts(postings, p -> p.remote() == null ? null : p.remote().toString()));
    arrays.put("departments", texts(postings, FoundPosting::department));
    arrays.put("pays", texts(postings, FoundPosting::pay));
    arrays.put("pay_mins", pay(postings, range -> plain(range.min())));
    arrays.put("pay_maxes", pay(postings, range -> plain(range.max())));
    arrays.put("pay_currencies", pay(postings, PayRange::currency));
    arrays.put("pay_periods", pay(postings, PostingColumns::period));
    arrays.put("descriptions", texts(postings, FoundPosting::description));
    arrays.put(
        "posted_ats", texts(postings, p -> p.postedAt() == null ? null : p.postedAt().toString()));
    arrays.put("content_hashes", hashes);
    arrays.put("vectors", texts(postings, PostingColumns::vector));
    arrays.put("sames", postings.stream().map(SameAs::of).toArray(Long[]::new));
    return arrays;
  }

  static @Nullable String[] texts(
      List<FoundPosting> postings, Function<FoundPosting, @Nullable String> value) {
    return postings.stream().map(value).toArray(String[]::new);
  }

  private static @Nullable String[] pay(
      List<FoundPosting> postings, Function<PayRange, @Nullable String> value) {
    return texts(postings, p -> p.payRange() == null ? null : value.apply(p.payRange()));
  }

  private static @Nullable String plain(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }

  private static @Nullable String period(PayRange range) {
    return range.period() == null ? null : range.period().name().toLowerCase(Locale.ROOT);
  }

  private static String vector(FoundPosting posting) {
    return vector(posting.text(), posting.payRange(), posting.department());
  }

  /** What searches ask of a posting, but for what {@link #tsv} adds. */
  static String vector(PostingText text, @Nullable PayRange range, @Nullable String department) {
    return SearchedPosting.vector(
        text.title(),
        text.company(),
        text.location(),
        text.remote(),
        range,
        department,
        text.description());
  }
}
