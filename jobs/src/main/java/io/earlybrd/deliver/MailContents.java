package io.earlybrd.deliver;

import io.earlybrd.deliver.MailRows.Row;
import io.earlybrd.mail.MailContent;
import io.earlybrd.mail.MailContent.Elsewhere;
import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailContent.Links;
import io.earlybrd.mail.MailContent.Section;
import io.earlybrd.mail.Tokens;
import io.earlybrd.search.HitWords;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Loads what mails say from the ledger: the same rows give the same mail, also when it is sent
 * again.
 */
public final class MailContents {
  private static final Comparator<Row> BY_SEARCH =
      Comparator.comparing(Row::searchId, Comparator.nullsLast(Comparator.naturalOrder()));

  private final JdbcClient jdbc;
  private final Tokens tokens;
  private final URI baseUrl;
  private final Excerpts excerpts;

  public MailContents(JdbcClient jdbc, Tokens tokens, URI baseUrl) {
    this.jdbc = jdbc;
    this.tokens = tokens;
    this.baseUrl = baseUrl;
    this.excerpts = new Excerpts(jdbc);
  }

  /**
   * The postings of an entry.
   *
   * @param rows the one to show first
   */
  private record Group(List<Row> rows, HitWords hits) {
    Row shown() {
      return rows.getFirst();
    }

    /** Whose search the entry stands under: the first that hit any of its postings. */
    Row foundFirst() {
      return rows.stream().min(BY_SEARCH).orElseThrow();
    }

    Excerpts.Wanted wanted() {
      return new Excerpts.Wanted(shown().posting(), shown().contentHash(), hits);
    }

    Entry entry(@Nullable String excerpt) {
      var elsewhere =
          rows.stream()
              .skip(1)
              .map(Row::shown)
              .map(other -> new Elsewhere(other.board(), other.url(), other.location()))
              .toList();
      return shown().shown().with(hits, excerpt, elsewhere, shown().size() - rows.size());
    }
  }

  /** In the order of {@code ids}; a mail that has gone in the meantime is left out. */
  public Map<Long, MailContent> load(List<Long> ids) {
    var groups = groups(ids);
    var unexplained =
        groups.values().stream()
            .flatMap(Collection::stream)
            .filter(group -> !group.hits().isEmpty() && !group.entry(null).showsHits())
            .map(Group::wanted)
            .collect(Collectors.toSet());
    var found = excerpts.find(unexplained);
    var contents = new LinkedHashMap<Long, MailContent>();
    groups.forEach((id, ofMail) -> contents.put(id, content(ofMail, found)));
    return contents;
  }

  private Map<Long, List<Group>> groups(List<Long> ids) {
    var rows = new LinkedHashMap<Long, Map<Long, List<Row>>>();
    ids.forEach(id -> rows.put(id, new LinkedHashMap<>()));
    new MailRows(jdbc)
        .read(
            ids,
            row ->
                rows.getOrDefault(row.head().mail(), new LinkedHashMap<>())
                    .computeIfAbsent(row.entry(), entry -> new ArrayList<>())
                    .add(row));
    // Many mails are about the same words.
    var words = new HashMap<List<String>, HitWords>();
    var groups = new LinkedHashMap<Long, List<Group>>();
    rows.forEach(
        (id, entries) ->
            groups.put(id, entries.values().stream().map(entry -> group(entry, words)).toList()));
    groups.values().removeIf(List::isEmpty);
    return groups;
  }

  private static Group group(List<Row> rows, Map<List<String>, HitWords> words) {
    return new Group(rows, words.computeIfAbsent(rows.getFirst().terms(), HitWords::of));
  }

  private MailContent content(List<Group> groups, Map<Excerpts.Wanted, String> found) {
    var sections = new LinkedHashMap<String, List<Entry>>();
    // Stable: under its search an entry keeps its place.
    groups.stream()
        .sorted(Comparator.comparing(Group::foundFirst, BY_SEARCH))
        .forEach(
            group ->
                sections
                    .computeIfAbsent(group.foundFirst().search(), name -> new ArrayList<>())
                    .add(group.entry(found.get(group.wanted()))));
    var head = groups.getFirst().shown().head();
    return new MailContent(
        head.publicId(),
        head.messageId(),
        head.date(),
        head.kind(),
        head.recipient(),
        head.zone(),
        sections.entrySet().stream().map(s -> new Section(s.getKey(), s.getValue())).toList(),
        head.total(),
        Links.of(baseUrl, tokens.unsubscribe(head.subscriber()), tokens.view(head.publicId())));
  }
}
