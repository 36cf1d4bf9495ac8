package io.earlybrd.alerts;

import io.earlybrd.alerts.Explanation.Mail;
import io.earlybrd.alerts.Explanation.Match;
import io.earlybrd.alerts.Explanation.Person;
import io.earlybrd.alerts.Explanation.Posting;
import io.earlybrd.alerts.Explanation.Search;
import io.earlybrd.deliver.Sending;
import io.earlybrd.posting.LinkedPostings;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Promise 5: for any subscriber and posting, how far it came, when and by which run, and if not,
 * the first reason why not. Reads the ledger, changes nothing.
 */
public final class Explainer {
  /** Boards without links of their own give all their postings the same one. */
  private static final int MOST = 20;

  private final Records records;
  private final AskedSearches searches;
  private final LinkedPostings links;
  private final Unseen unseen;
  private final Sending sending;

  /**
   * @param secrets by which suppressed addresses are known
   */
  public Explainer(JdbcClient jdbc, List<String> secrets) {
    this.records = new Records(jdbc, secrets);
    this.searches = new AskedSearches(jdbc);
    this.links = new LinkedPostings(jdbc);
    this.unseen = new Unseen(jdbc, links);
    this.sending = new Sending(jdbc);
  }

  public sealed interface Outcome {}

  /**
   * @param first the one that came furthest: it was matched, or else is the newest
   * @param others with the same link, on other boards or from another time
   */
  public record Explained(Explanation first, List<Explanation> others) implements Outcome {}

  public record NoSubscriber() implements Outcome {}

  /**
   * @param hint a sentence: what is known of the board that should have shown it
   */
  public record NotSeen(String hint) implements Outcome {}

  /**
   * @param link as somebody has it, with or without tracking parameters
   * @param now the clock: whether a pause is over
   */
  public Outcome explain(String email, String link, Instant now) {
    var person = records.person(email);
    if (person.isEmpty()) {
      return new NoSubscriber();
    }
    var ids = links.ids(link);
    if (ids.isEmpty()) {
      return new NotSeen(unseen.hint(link));
    }
    var off = sending.off();
    var explanations =
        records.preferMatched(person.get().id(), ids).stream()
            .limit(MOST)
            .map(id -> explain(person.get(), id, off, now))
            .sorted(Comparator.comparing(explanation -> explanation.match() == null))
            .toList();
    return new Explained(
        explanations.getFirst(), List.copyOf(explanations.subList(1, explanations.size())));
  }

  private Explanation explain(Person person, long id, Optional<String> off, Instant now) {
    Posting posting = records.posting(id);
    var match = records.match(person.id(), id).orElse(null);
    List<Mail> mails = records.mails(person.id(), id);
    var asked =
        searches.of(person.id(), id).stream()
            .map(search -> match == null ? search : asMatched(search, match))
            .toList();
    return new Judgement(person, posting, asked, match, mails, off.orElse(null), now).pronounce();
  }

  /** What hit is what was recorded, whatever the posting's text has become. */
  private static Search asMatched(Search search, Match match) {
    return match.searches().contains(search.id())
        ? new Search(search.id(), search.query(), search.createdAt(), true, null, null)
        : search;
  }
}
