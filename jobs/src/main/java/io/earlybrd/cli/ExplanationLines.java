package io.earlybrd.cli;

import io.earlybrd.alerts.Explainer.Explained;
import io.earlybrd.alerts.Explanation;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation for a person: what happened, line by line with its time, then the verdict. */
final class ExplanationLines {
  private final PrintWriter out;

  ExplanationLines(PrintWriter out) {
    this.out = out;
  }

  private record Line(Instant at, String text) {}

  void print(Explained explained) {
    var first = explained.first();
    out.println(first.posting().title() + "  " + first.posting().url());
    out.println("for " + first.subscriber().email());
    for (var other : explained.others()) {
      out.println(
          "also posting %d on board %s, seen %s: %s"
              .formatted(
                  other.posting().id(),
                  other.posting().board(),
                  second(other.posting().seenAt()),
                  other.verdict().text()));
    }
    var lines = new ArrayList<Line>();
    seen(first, lines);
    searches(first, lines);
    lines.sort(Comparator.comparing(Line::at));
    // From here on one follows from the other, also where a trial's slots are ahead of the clock.
    match(first, lines);
    mails(first, lines);
    closed(first, lines);
    lines.forEach(line -> out.println("  %s  %s".formatted(second(line.at()), line.text())));
    out.println("%s: %s".formatted(first.verdict().text(), first.reason()));
  }

  private static void seen(Explanation explanation, List<Line> lines) {
    var posting = explanation.posting();
    lines.add(
        new Line(
            posting.seenAt(),
            "seen on board %s, as posting %d%s"
                .formatted(
                    posting.board(),
                    posting.id(),
                    posting.held() ? ", held" : posting.baseline() ? ", its baseline" : "")));
  }

  private static void closed(Explanation explanation, List<Line> lines) {
    var at = explanation.posting().closedAt();
    if (at != null) {
      lines.add(new Line(at, "closed: its board shows it no more"));
    }
  }

  private static void searches(Explanation explanation, List<Line> lines) {
    for (var search : explanation.searches()) {
      var failing =
          search.matches()
              ? "matches"
              : "fails at %s: %s".formatted(search.failing(), search.has());
      lines.add(
          new Line(search.createdAt(), "“%s” was saved; it %s".formatted(search.query(), failing)));
    }
    var person = explanation.subscriber();
    if (person.suppressedAt() != null) {
      var why = person.suppressedFor() == null ? "" : ": " + person.suppressedFor();
      lines.add(new Line(person.suppressedAt(), "the address was suppressed" + why));
    }
  }

  private static void match(Explanation explanation, List<Line> lines) {
    var match = explanation.match();
    if (match == null) {
      return;
    }
    var searches =
        explanation.searches().stream()
            .filter(search -> match.searches().contains(search.id()))
            .map(search -> "“" + search.query() + "”")
            .collect(Collectors.joining(", "));
    var terms = ExplanationView.terms(match);
    lines.add(
        new Line(
            match.at(),
            "matched by %s in execution %d%s"
                .formatted(
                    searches.isEmpty() ? "a search that was deleted since" : searches,
                    match.execution(),
                    terms.isEmpty() ? "" : ", on " + String.join(", ", terms))));
  }

  private static void mails(Explanation explanation, List<Line> lines) {
    for (var mail : explanation.mails()) {
      lines.add(
          new Line(
              mail.createdAt(),
              "put into %s %s, due %s: %s%s"
                  .formatted(
                      mail.kind(),
                      mail.id(),
                      second(mail.dueAt()),
                      mail.state(),
                      mail.error() == null ? "" : " (" + mail.error() + ")")));
      if (mail.sentAt() != null) {
        lines.add(new Line(mail.sentAt(), "sent"));
      }
    }
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
