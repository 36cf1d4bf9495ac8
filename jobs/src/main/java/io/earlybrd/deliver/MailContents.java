package io.earlybrd.deliver;

import io.earlybrd.deliver.Entries.Group;
import io.earlybrd.deliver.MailRows.Head;
import io.earlybrd.deliver.MailRows.Shown;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Loads what mails say from the ledger: the same rows give the same mail, also when it is sent
 * again. Thread-safe. A posting is read once, until {@link #forget}.
 */
public final class MailContents {
  /** Of about 400 bytes, beside what they share. */
  private static final int READY = 20_000;

  private static final int TERMS = 5_000;

  /** The heading of what a search found that its subscriber has stopped since. */
  private static final String STOPPED = "A search that you stopped";

  private final Tokens tokens;
  private final URI baseUrl;
  private final MailRows rows;
  private final Excerpts excerpts;
  private final Remembered<Ready, Entry> ready = new Remembered<>(READY);
  private final Remembered<String, HitWords> words = new Remembered<>(TERMS);

  public MailContents(JdbcClient jdbc, Tokens tokens, URI baseUrl) {
    this.tokens = tokens;
    this.baseUrl = baseUrl;
    this.rows = new MailRows(jdbc);
    this.excerpts = new Excerpts(jdbc);
  }

  /** An entry of one posting, as it looks to everybody whose search hit the same of it. */
  private record Ready(long posting, String terms) {}

  /** Two groups of the same key look the same. */
  private static Object key(Group group) {
    var shown = group.shown();
    return group.members().size() == 1 ? new Ready(shown.posting(), shown.terms()) : group;
  }

  /** Postings change: at the beginning of a step, what was remembered of them is read anew. */
  public void forget() {
    rows.forget();
    ready.clear();
  }

  /** The entries that a mail shows, and how many it has. */
  private record Selection(List<Group> shown, int total) {}

  /** In the order of {@code ids}; a mail whose postings have gone in the meantime is left out. */
  public Map<Long, MailContent> load(List<Long> ids) {
    var selections = new HashMap<Long, Selection>();
    rows.held(ids)
        .forEach(
            (mail, held) -> {
              var groups = Entries.of(held);
              selections.put(
                  mail,
                  new Selection(
                      groups.subList(0, Math.min(groups.size(), MailContent.SHOWN)),
                      groups.size()));
            });
    return contents(ids, selections);
  }

  /**
   * A part of all that a mail holds, in the order of the mail: by search, the best first; empty
   * where it holds no more than {@code from} entries.
   */
  Optional<MailContent> part(long mail, int from, int size) {
    var groups =
        new ArrayList<>(Entries.of(rows.held(List.of(mail)).getOrDefault(mail, List.of())));
    groups.sort(Entries::bySearch);
    if (groups.size() <= from) {
      return Optional.empty();
    }
    var part = groups.subList(from, Math.min(groups.size(), from + size));
    var selection = Map.of(mail, new Selection(part, groups.size()));
    return Optional.ofNullable(contents(List.of(mail), selection).get(mail));
  }

  private Map<Long, MailContent> contents(List<Long> ids, Map<Long, Selection> selections) {
    var heads = rows.heads(ids);
    var entries = entries(selections.values());
    var names = rows.names(searches(selections.values()));
    var contents = new LinkedHashMap<Long, MailContent>();
    for (long id : ids) {
      var head = heads.get(id);
      var selection = selections.get(id);
      if (head != null && selection != null) {
        contents.put(id, content(head, selection, entries, names));
      }
    }
    return contents;
  }

  private static Set<Long> searches(Collection<Selection> selections) {
    return selections.stream()
        .flatMap(selection -> selection.shown().stream())
        .map(Group::search)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** What each group looks like, by its key. */
  private Map<Object, Entry> entries(Collection<Selection> selections) {
    var entries = new HashMap<Object, Entry>();
    var fresh = new LinkedHashMap<Object, Group>();
    for (var selection : selections) {
      for (var group : selection.shown()) {
        var key = key(group);
        var known = key instanceof Ready one ? ready.get(one) : null;
        if (known == null) {
          fresh.put(key, group);
        } else {
          entries.put(key, known);
        }
      }
    }
    if (!fresh.isEmpty()) {
      var made = make(fresh);
      made.forEach(
          (key, entry) -> {
            if (key instanceof Ready one) {
              ready.put(one, entry);
            }
          });
      entries.putAll(made);
    }
    return entries;
  }

  private Map<Object, Entry> make(Map<Object, Group> fresh) {
    var ids = new HashSet<Long>();
    fresh.values().forEach(group -> shownOf(group).forEach(held -> ids.add(held.posting())));
    var postings = rows.shown(ids);
    var made = new HashMap<Object, Entry>();
    var unexplained = new HashMap<Object, Excerpts.Wanted>();
    fresh.forEach(
        (key, group) -> {
          long id = group.shown().posting();
          var posting = postings.get(id);
          if (posting != null) {
            var entry = entry(group, posting, postings);
            made.put(key, entry);
            if (!entry.hits().isEmpty() && !entry.showsHits()) {
              unexplained.put(key, new Excerpts.Wanted(id, posting.contentHash(), entry.hits()));
            }
          }
        });
    var found = excerpts.find(Set.copyOf(unexplained.values()));
    unexplained.forEach(
        (key, wanted) ->
            made.computeIfPresent(
                key,
                (same, entry) ->
                    entry.with(entry.hits(), found.get(wanted), entry.elsewhere(), entry.more())));
    return made;
  }

  /** The posting itself, and as many others as an entry names. */
  private static List<HeldPosting> shownOf(Group group) {
    return group.members().subList(0, Math.min(group.members().size(), 1 + MailContent.ELSEWHERE));
  }

  private Entry entry(Group group, Shown posting, Map<Long, Shown> postings) {
    var others = new ArrayList<Elsewhere>();
    for (var other : shownOf(group).subList(1, shownOf(group).size())) {
      var there = postings.get(other.posting());
      if (there != null) {
        var shown = there.entry();
        others.add(new Elsewhere(shown.board(), shown.url(), shown.location()));
      }
    }
    int more = group.members().size() - shownOf(group).size();
    return posting.entry().with(hits(group.shown().terms()), null, others, more);
  }

  private HitWords hits(String terms) {
    var known = words.get(terms);
    if (known == null) {
      known = HitWords.of(terms.lines().toList());
      words.put(terms, known);
    }
    return known;
  }

  private MailContent content(
      Head head, Selection selection, Map<Object, Entry> entries, Map<Long, String> names) {
    var sections = new LinkedHashMap<String, List<Entry>>();
    // Stable: under its search an entry keeps its place.
    selection.shown().stream()
        .sorted(Entries::bySearch)
        .forEach(
            group -> {
              var entry = entries.get(key(group));
              if (entry != null) {
                sections
                    .computeIfAbsent(name(group.search(), names), name -> new ArrayList<>())
                    .add(entry);
              }
            });
    return new MailContent(
        head.publicId(),
        head.messageId(),
        head.date(),
        head.kind(),
        head.recipient(),
        head.zone(),
        sections.entrySet().stream().map(s -> new Section(s.getKey(), s.getValue())).toList(),
        selection.total(),
        Links.of(baseUrl, tokens.unsubscribe(head.subscriber()), tokens.view(head.publicId())));
  }

  private static String name(@Nullable Long search, Map<Long, String> names) {
    return search == null ? STOPPED : names.getOrDefault(search, STOPPED);
  }
}
