package io.earlybrd.alerts;

import io.earlybrd.alerts.Explanation.Mail;
import io.earlybrd.alerts.Explanation.Match;
import io.earlybrd.alerts.Explanation.Person;
import io.earlybrd.alerts.Explanation.Posting;
import io.earlybrd.alerts.Explanation.Search;
import io.earlybrd.alerts.Explanation.Waiting;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says how far a posting came from what was recorded: the questions in the order in which the
 * posting meets them, each answered by the first that stopped it.
 *
 * @param match null: there is none
 * @param off why sending is off; null: it is on
 */
record Judgement(
    Person person,
    Posting posting,
    List<Search> searches,
    @Nullable Match match,
    List<Mail> mails,
    @Nullable String off,
    Instant now) {

  private record Finding(Verdict verdict, String reason) {}

  Explanation pronounce() {
    var finding = match == null && mails.isEmpty() ? unmatched() : matched();
    return new Explanation(
        person, posting, searches, match, mails, waiting(), finding.verdict(), finding.reason());
  }

  private Finding unmatched() {
    if (posting.held()) {
      return new Finding(
          Verdict.HELD,
          "Board %s replaced nearly all its postings at once: this one is held until ./earlybrd boards accept %1$s says what they are."
              .formatted(posting.board()));
    }
    if (posting.baseline() && posting.matchedVersion() == 0) {
      return new Finding(
          Verdict.BASELINE,
          "It was on board %s when that was first read: a baseline mails nobody."
              .formatted(posting.board()));
    }
    if (searches.isEmpty()) {
      return new Finding(Verdict.NO_SEARCH, "The subscriber has no saved search.");
    }
    var hit = searches.stream().filter(Search::matches).findFirst();
    if (person.suppressedAt() != null && hit.isPresent()) {
      return suppressed();
    }
    if (posting.pending()) {
      return pending(hit);
    }
    return new Finding(Verdict.NOT_MATCHED, hit.map(this::late).orElseGet(this::failing));
  }

  private Finding pending(Optional<Search> hit) {
    var when =
        posting.claimed()
            ? "A matching run has begun on it and has not ended; the next “run alerts” goes on with"
                + " it"
            : posting.matchedVersion() > 0
                ? "Its text has changed; the next “run alerts” matches it again, with the searches saved before %s"
                    .formatted(at(posting.storedAt()))
                : "No run has matched it yet; the next “run alerts” does";
    var then =
        hit.map(search -> "; as things stand “%s” matches.".formatted(search.query()))
            .orElse("; as things stand no search matches.");
    return new Finding(Verdict.PENDING, when + then);
  }

  /** A search matches what was settled without it. */
  private String late(Search search) {
    if (!search.createdAt().isAfter(posting.storedAt())) {
      return "“%s” matches its present text, not the one it had when it was matched: a small change is not matched again."
          .formatted(search.query());
    }
    return posting.textVersion() > 1
        ? "“%s” was saved at %s, after the posting was stored: a text that changes is matched only by searches older than it."
            .formatted(search.query(), at(search.createdAt()))
        : "“%s” was saved at %s, when the posting had been matched already: a new search gets what comes after it."
            .formatted(search.query(), at(search.createdAt()));
  }

  private String failing() {
    var first = searches.getFirst();
    var why = "“%s” fails at %s: %s.".formatted(first.query(), first.failing(), first.has());
    return searches.size() == 1
        ? why
        : "None of the %d searches matches; %s".formatted(searches.size(), why);
  }

  private Finding matched() {
    var sent = mail(mail -> mail.state().equals("SENT"));
    if (sent.isPresent()) {
      var mail = sent.get();
      return new Finding(
          Verdict.MAILED,
          "It was in the %s that was sent at %s."
              .formatted(named(mail), at(mail.sentAt() == null ? mail.dueAt() : mail.sentAt())));
    }
    var doubted = mail(mail -> mail.state().equals("IN_DOUBT") || mail.orphaned());
    if (doubted.isPresent()) {
      return new Finding(
          Verdict.IN_DOUBT,
          "Whether the %s arrived nobody can know (%s): it goes out again as the same message, or waits where EARLYBRD_MAIL_IN_DOUBT is hold."
              .formatted(
                  named(doubted.get()),
                  doubted.get().orphaned() ? "its sender died" : doubted.get().error()));
    }
    return isOnItsWay() ? onItsWay() : ended();
  }

  private boolean isOnItsWay() {
    return mail(Judgement::isUnderWay).isPresent()
        || (match != null && (match.waitsInstant() || match.waitsDigest()));
  }

  private static boolean isUnderWay(Mail mail) {
    return mail.state().equals("PENDING") || mail.state().equals("SENDING");
  }

  private Finding onItsWay() {
    if (person.suppressedAt() != null) {
      return suppressed();
    }
    var until = person.pausedUntil();
    if (until != null && until.isAfter(now)) {
      return new Finding(
          Verdict.PAUSED, "The subscriber has paused all mail until %s.".formatted(at(until)));
    }
    return new Finding(Verdict.WAITING, waitingFor() + (off == null ? "." : "; " + off + "."));
  }

  private String waitingFor() {
    var under = mail(Judgement::isUnderWay);
    if (under.isPresent()) {
      var mail = under.get();
      if (mail.state().equals("SENDING")) {
        return "The %s is being sent right now".formatted(named(mail));
      }
      return mail.attempts() == 0
          ? "The %s is ready and waits for the next run that sends".formatted(named(mail))
          : "The %s could not leave (%s) and is tried again at %s"
              .formatted(named(mail), mail.error(), at(mail.nextAttemptAt()));
    }
    if (match != null && match.waitsInstant()) {
      return "It waits for an instant mail, which the next “run alerts” makes";
    }
    var expired = mail(mail -> mail.state().equals("EXPIRED"));
    return expired
            .map(mail -> "The %s was %s, so it".formatted(named(mail), mail.error()))
            .orElse("It")
        + " waits for the digest of "
        + at(person.nextDigestAt());
  }

  /** Nothing of it is still to come. */
  private Finding ended() {
    var failed = mail(mail -> mail.state().equals("FAILED"));
    if (failed.isPresent()) {
      return new Finding(
          Verdict.FAILED,
          "The %s was given up: %s.".formatted(named(failed.get()), failed.get().error()));
    }
    if (match != null && match.reason() != null) {
      return new Finding(
          Verdict.DROPPED, "It was dropped from the digest: %s.".formatted(match.reason()));
    }
    if (mail(mail -> mail.state().equals("SUPPRESSED")).isPresent()) {
      return suppressed();
    }
    var expired = mail(mail -> mail.state().equals("EXPIRED"));
    return expired
        .map(
            mail ->
                new Finding(
                    Verdict.EXPIRED,
                    "The %s ended unsent: %s.".formatted(named(mail), mail.error())))
        .orElse(new Finding(Verdict.DROPPED, "It matched, and waits for no mail any more."));
  }

  private Finding suppressed() {
    var since = person.suppressedAt();
    return new Finding(
        Verdict.SUPPRESSED,
        "The address is not to be mailed%s%s."
            .formatted(
                since == null ? "" : " since " + at(since),
                person.suppressedFor() == null ? "" : " (" + person.suppressedFor() + ")"));
  }

  private List<Waiting> waiting() {
    var waiting = new ArrayList<Waiting>();
    for (var mail : mails) {
      if (isUnderWay(mail) && !mail.orphaned()) {
        waiting.add(new Waiting(mail.kind(), mail.nextAttemptAt()));
      }
    }
    if (match != null && match.waitsInstant()) {
      waiting.add(new Waiting("instant", null));
    }
    if (match != null && match.waitsDigest()) {
      waiting.add(new Waiting("digest", person.nextDigestAt()));
    }
    return waiting;
  }

  private Optional<Mail> mail(Predicate<Mail> wanted) {
    return mails.stream().filter(wanted).findFirst();
  }

  private static String named(Mail mail) {
    return (mail.kind().equals("instant") ? "instant mail " : mail.kind() + " ") + mail.id();
  }

  /** To the second; a pause may have no end. */
  private static String at(Instant time) {
    return time.atOffset(ZoneOffset.UTC).getYear() > 9_999
        ? "further notice"
        : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
