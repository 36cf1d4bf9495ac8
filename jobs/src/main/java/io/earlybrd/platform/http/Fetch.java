package io.earlybrd.platform.http;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, on a thread of its own: whoever waits for {@link #result} waits no longer than it
 * wants, also where the system's resolver or a socket does not let go.
 */
final class Fetch implements Runnable {
  /** Longer ones would have to be sent back each time. */
  private static final int VALIDATOR = 1_000;

  private final Ask ask;
  private final Trail.Tools tools;
  private final BodyRoom.Place place;
  private final Progress progress;
  private final Trail trail;
  private final CompletableFuture<Fetched> result = new CompletableFuture<>();

  Fetch(Ask ask, Trail.Tools tools, BodyRoom.Place place, Permit permit) {
    this.ask = ask;
    this.tools = tools;
    this.place = place;
    this.progress = new Progress(ask.url(), tools.timeout());
    this.trail = new Trail(tools, progress, permit);
  }

  CompletableFuture<Fetched> result() {
    return result;
  }

  Progress progress() {
    return progress;
  }

  /** What became of it when its time is over. */
  Fetched.Refused late() {
    var waited = place.waitedFor();
    return refused(new Refusal(waited != null ? waited : Faults.slow(tools.timeout())));
  }

  Fetched.Refused refused(Refusal refusal) {
    return new Fetched.Refused(
        refusal.status(),
        Faults.shown(progress.url().toString()) + " " + refusal.what(),
        refusal.retryAfter());
  }

  @Override
  public void run() {
    Fetched outcome;
    try {
      outcome = document();
    } catch (HostTurns.Lost e) {
      outcome = new Fetched.Cancelled();
    } catch (InterruptedException e) {
      outcome = new Fetched.Cancelled();
    } catch (IOException | HttpException | RuntimeException e) {
      outcome = refused(Faults.unanswered(e));
    } catch (Error e) {
      result.completeExceptionally(e);
      return;
    }
    // Before anybody hears of it: a connection that is done with stays open for the next request.
    progress.letsGo();
    result.complete(outcome);
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
            Body.read(answer, place, progress::isAbandoned),
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
