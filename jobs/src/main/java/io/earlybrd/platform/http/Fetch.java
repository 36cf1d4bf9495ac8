package io.earlybrd.platform.http;

import java.io.IOException;
import java.time.Clock;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** One fetch, on the thread that asks for it: another thread for each would cost twice as much. */
final class Fetch {
  /** Longer ones would have to be sent back each time. */
  private static final int VALIDATOR = 1_000;

  private final Ask ask;
  private final Trail.Tools tools;
  private final BodyRoom.Place place;
  private final Progress progress;
  private final Trail trail;

  Fetch(Ask ask, Trail.Tools tools, BodyRoom.Place place, Permit permit) {
    this.ask = ask;
    this.tools = tools;
    this.place = place;
    this.progress = new Progress(ask.url(), tools.timeout());
    this.trail = new Trail(tools, progress, permit);
  }

  Progress progress() {
    return progress;
  }

  /** What came of it, also when it was cut meanwhile. Nothing is cut any more after that. */
  Fetched outcome() {
    Fetched outcome;
    Progress.Cut cut;
    try {
      outcome = attempted();
    } finally {
      cut = progress.end();
    }
    return switch (cut) {
      case NOT -> outcome;
      case CANCELLED -> new Fetched.Cancelled();
      case LATE ->
          switch (outcome) {
            case Fetched.Document _, Fetched.NotModified _ -> outcome;
            case Fetched.Refused _, Fetched.Cancelled _ -> late();
          };
    };
  }

  private Fetched attempted() {
    try {
      return document();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Fetched.Cancelled();
    } catch (HostTurns.Lost e) {
      return new Fetched.Cancelled();
    } catch (IOException | HttpException | RuntimeException e) {
      // To a virtual thread, an interrupt is also the end of its socket.
      return Thread.currentThread().isInterrupted()
          ? new Fetched.Cancelled()
          : refused(Faults.unanswered(e));
    } catch (OutOfMemoryError e) {
      return refused(
          new Refusal(
              "does not fit into memory beside what else there is: EARLYBRD_JAVA_OPTS=-Xmx…"));
    }
  }

  private Fetched document() throws IOException, HttpException, InterruptedException {
    try (var answer = trail.answer(ask)) {
      int status = answer.status();
      if (status == 304 && (ask.etag() != null || ask.lastModified() != null)) {
        return new Fetched.NotModified(
            otherwise(validator(answer, "ETag"), ask.etag()),
            otherwise(validator(answer, "Last-Modified"), ask.lastModified()));
      }
      if (status < 200 || status > 299) {
        return refused(bad(answer, tools.clock()));
      }
      try {
        return new Fetched.Document(
            status,
            Body.read(answer, place, progress::isCut),
            answer.header("Content-Type"),
            answer.url(),
            validator(answer, "ETag"),
            validator(answer, "Last-Modified"),
            answer.movedTo());
      } catch (IOException e) {
        return refused(Faults.brokenOff(e).after(status));
      }
    }
  }

  private Fetched.Refused late() {
    var waited = place.waitedFor();
    return refused(new Refusal(waited != null ? waited : Faults.slow(tools.timeout())));
  }

  private Fetched.Refused refused(Refusal refusal) {
    return new Fetched.Refused(
        refusal.status(),
        Faults.shown(progress.url().toString()) + " " + refusal.what(),
        refusal.retryAfter());
  }

  private static Refusal bad(Answer answer, Clock clock) {
    return new Refusal(
        answer.status(), "answered " + Status.shown(answer.status()), answer.retryAfter(clock));
  }

  private static @Nullable String validator(Answer answer, String name) {
    var value = answer.header(name);
    return value == null || value.isBlank() || value.length() > VALIDATOR ? null : value;
  }

  private static @Nullable String otherwise(@Nullable String value, @Nullable String other) {
    return value != null ? value : other;
  }
}
