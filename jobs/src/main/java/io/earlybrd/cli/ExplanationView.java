package io.earlybrd.cli;

import io.earlybrd.alerts.Explainer.Explained;
import io.earlybrd.alerts.Explanation;
import io.earlybrd.alerts.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An explanation as dated lines that end in the verdict, or as one JSON object. */
final class ExplanationView {
  private static final JsonFactory JSON = new JsonFactory();

  private final PrintWriter out;
  private final boolean json;

  ExplanationView(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void print(Explained explained) {
    if (json) {
      out.println(object(explained));
    } else {
      new ExplanationLines(out).print(explained);
    }
  }

  /** Nothing but why not: there is no posting to tell of. */
  void printNotSeen(String subscriber, String url, String reason) {
    var text = new StringWriter();
    try (var object = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      object.writeStartObject();
      write(object, "subscriber", subscriber);
      write(object, "url", url);
      for (var name : List.of("posting_id", "title", "board", "seen_at", "closed_at")) {
        write(object, name, null);
      }
      object.writeBooleanProperty("matched", false);
      for (var name : List.of("searches", "terms", "mails", "waiting")) {
        object.writeArrayPropertyStart(name);
        object.writeEndArray();
      }
      write(object, "matched_at", null);
      write(object, "execution_id", null);
      write(object, "verdict", Verdict.NOT_SEEN.text());
      write(object, "reason", reason);
      object.writeEndObject();
    }
    out.println(text);
  }

  private static String object(Explained explained) {
    var first = explained.first();
    var match = first.match();
    var text = new StringWriter();
    try (var object = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      object.writeStartObject();
      write(object, "subscriber", first.subscriber().email());
      write(object, "url", first.posting().url());
      object.writeNumberProperty("posting_id", first.posting().id());
      write(object, "title", first.posting().title());
      write(object, "board", first.posting().board());
      write(object, "seen_at", first.posting().seenAt());
      write(object, "closed_at", first.posting().closedAt());
      object.writeBooleanProperty("matched", match != null);
      searches(object, first.searches());
      object.writeArrayPropertyStart("terms");
      terms(match).forEach(object::writeString);
      object.writeEndArray();
      write(object, "matched_at", match == null ? null : match.at());
      number(object, "execution_id", match == null ? null : match.execution());
      mails(object, first.mails());
      waiting(object, first);
      write(object, "verdict", first.verdict().text());
      write(object, "reason", first.reason());
      others(object, explained.others());
      object.writeEndObject();
    }
    return text.toString();
  }

  private static void searches(JsonGenerator object, List<Explanation.Search> searches) {
    object.writeArrayPropertyStart("searches");
    for (var search : searches) {
      object.writeStartObject();
      write(object, "search", search.query());
      object.writeBooleanProperty("matches", search.matches());
      write(object, "failing", search.failing());
      write(object, "posting_has", search.has());
      write(object, "created_at", search.createdAt());
      object.writeEndObject();
    }
    object.writeEndArray();
  }

  private static void mails(JsonGenerator object, List<Explanation.Mail> mails) {
    object.writeArrayPropertyStart("mails");
    for (var mail : mails) {
      object.writeStartObject();
      write(object, "id", mail.id());
      write(object, "kind", mail.kind());
      write(object, "state", mail.state());
      write(object, "due_at", mail.dueAt());
      write(object, "created_at", mail.createdAt());
      write(object, "sent_at", mail.sentAt());
      write(object, "error", mail.error());
      number(object, "execution_id", mail.execution());
      object.writeEndObject();
    }
    object.writeEndArray();
  }

  private static void waiting(JsonGenerator object, Explanation explanation) {
    object.writeArrayPropertyStart("waiting");
    for (var waiting : explanation.waiting()) {
      object.writeStartObject();
      write(object, "for", waiting.channel());
      write(object, "at", waiting.at());
      object.writeEndObject();
    }
    object.writeEndArray();
    var person = explanation.subscriber();
    write(object, "paused_until", person.pausedUntil());
    write(object, "suppressed_at", person.suppressedAt());
  }

  private static void others(JsonGenerator object, List<Explanation> others) {
    object.writeArrayPropertyStart("others");
    for (var other : others) {
      object.writeStartObject();
      object.writeNumberProperty("posting_id", other.posting().id());
      write(object, "board", other.posting().board());
      write(object, "seen_at", other.posting().seenAt());
      write(object, "verdict", other.verdict().text());
      write(object, "reason", other.reason());
      object.writeEndObject();
    }
    object.writeEndArray();
  }

  /** As people read them: the mark of an exact word is for the index. */
  static List<String> terms(Explanation.@Nullable Match match) {
    return match == null
        ? List.of()
        : match.terms().stream().map(term -> term.replaceFirst("^=", "")).distinct().toList();
  }

  private static void number(JsonGenerator object, String name, @Nullable Long value) {
    if (value == null) {
      write(object, name, null);
    } else {
      object.writeNumberProperty(name, value);
    }
  }

  private static void write(JsonGenerator object, String name, @Nullable Object value) {
    object.writeName(name);
    if (value == null) {
      object.writeNull();
    } else {
      object.writeString(value.toString());
    }
  }
}
