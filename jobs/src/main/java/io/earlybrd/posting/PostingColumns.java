package io.earlybrd.posting;

import io.earlybrd.search.TextFold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A visit's postings as arrays, one a column, so that any number of them is one statement. */
final class PostingColumns {
  private PostingColumns() {}

  /** Title A, company B, location C, all else D: what {@code title:} and its like look at. */
  static final String TSV =
      """
      setweight(to_tsvector('earlybrd', title_words), 'A')
      || setweight(to_tsvector('earlybrd', company_words), 'B')
      || setweight(to_tsvector('earlybrd', location_words), 'C')
      || to_tsvector('earlybrd', other_words)\
      """;

  /** {@code first} is the name and type of one more column, bound as {@code :first}. */
  static String unnest(String first) {
    var name = first.substring(0, first.indexOf(' '));
    var type = first.substring(first.indexOf(' ') + 1);
    return """
    unnest(
      :first::%s[], :external_ids, :urls, :titles, :companies, :locations, :remotes::boolean[], :departments,
      :pays, :descriptions, :posted_ats::timestamptz[], :content_hashes,
      :title_words, :company_words, :location_words, :other_words
    ) AS u (
      %s, external_id, url, title, company, location, remote, department,
      pay, description, posted_at, content_hash,
      title_words, company_words, location_words, other_words
    )\
    """
        .formatted(type, name);
  }

  static Map<String, Object> arrays(List<FoundPosting> postings) {
    var arrays = new HashMap<String, Object>();
    arrays.put("external_ids", column(postings, FoundPosting::externalId));
    arrays.put("urls", column(postings, FoundPosting::url));
    arrays.put("titles", column(postings, FoundPosting::title));
    arrays.put("companies", column(postings, FoundPosting::company));
    arrays.put("locations", column(postings, FoundPosting::location));
    arrays.put("remotes", column(postings, p -> p.remote() == null ? null : p.remote().toString()));
    arrays.put("departments", column(postings, FoundPosting::department));
    arrays.put("pays", column(postings, FoundPosting::pay));
    arrays.put("descriptions", column(postings, FoundPosting::description));
    arrays.put(
        "posted_ats", column(postings, p -> p.postedAt() == null ? null : p.postedAt().toString()));
    arrays.put("content_hashes", column(postings, ContentHash::of));
    arrays.put("title_words", column(postings, p -> folded(p.title())));
    arrays.put("company_words", column(postings, p -> folded(p.company())));
    arrays.put("location_words", column(postings, p -> folded(p.location())));
    arrays.put(
        "other_words",
        column(
            postings,
            p -> folded(p.department()) + " " + folded(p.pay()) + " " + folded(p.description())));
    return arrays;
  }

  private static String folded(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : TextFold.fold(text);
  }

  private static @org.jspecify.annotations.Nullable String[] column(
      List<FoundPosting> postings,
      Function<FoundPosting, @org.jspecify.annotations.Nullable String> value) {
    return postings.stream().map(value).toArray(String[]::new);
  }
}
