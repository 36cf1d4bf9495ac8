package io.earlybrd.platform.http;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Asks, and follows redirects to the answer. For one fetch, on its thread. */
final class Trail {
  static final int REDIRECTS = 5;

  /** What all fetches have in common. */
  record Tools(
      Routes routes,
      Links links,
      Turns turns,
      Duration delay,
      Duration timeout,
      String userAgent,
      Clock clock,
      Supplier<SSLSocketFactory> tls) {}

  private final Tools tools;
  private final Progress progress;
  private final Permit permit;
  private final Approach approach;

  Trail(Tools tools, Progress progress, Permit permit) {
    this.tools = tools;
    this.progress = progress;
    this.permit = permit;
    this.approach = new Approach(tools.turns(), tools.delay(), tools.clock(), permit, progress);
  }

  /** The answer at the end of all redirects, where robots.txt lets us read it. */
  Answer answer(Ask ask) throws IOException, HttpException, InterruptedException {
    return followed(ask, true);
  }

  private Answer followed(Ask first, boolean judged)
      throws IOException, HttpException, InterruptedException {
    var ask = first;
    URI movedTo = null;
    boolean permanent = true;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      progress.at(ask.url());
      var answer = asked(ask, movedTo, judged);
      if (!Hop.isRedirect(answer.status())) {
        leaveAlone(answer);
        return answer;
      }
      try (answer) {
        var next = target(answer);
        // A POST that goes on as a GET is another question.
        permanent &=
            Hop.isPermanent(answer.status()) && (ask.body() == null || answer.status() == 308);
        movedTo = permanent ? next : movedTo;
        ask = Hop.onward(ask, answer.status(), next);
      } finally {
        permit.release();
      }
    }
    throw Refusal.deadEnd(null, "is the end of more than " + REDIRECTS + " redirects");
  }

  private static URI target(Answer answer) throws Refusal {
    var target = answer.header("Location");
    if (target == null) {
      throw Refusal.deadEnd(answer.status(), "redirects without saying where to");
    }
    var next = Hop.target(answer.url(), target);
    if (next == null) {
      throw Refusal.deadEnd(
          answer.status(), "redirects to “" + Faults.shown(target) + "”, which is not fetched");
    }
    return next;
  }

  private void leaveAlone(Answer answer) {
    var rest = answer.status() >= 400 ? answer.retryAfter(tools.clock()) : null;
    if (rest != null) {
      answer.turn().leaveAlone(rest);
    }
  }

  private Answer asked(Ask ask, @Nullable URI movedTo, boolean judged)
      throws IOException, HttpException, InterruptedException {
    var route = tools.routes().to(ask.url());
    var request = RequestHead.bytes(ask, route, tools.userAgent());
    var turn = judged ? approach.turn(route, ask.url(), this::robots) : approach.turn(route);
    boolean answered = false;
    try {
      var answer = exchanged(ask.url(), movedTo, route, request, turn);
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        turn.close();
      }
    }
  }

  private Answer exchanged(
      URI url, @Nullable URI movedTo, Route route, byte[] request, Turns.Turn turn)
      throws IOException, HttpException {
    var kept = tools.links().take(route.origin());
    if (kept != null) {
      try {
        return exchanged(url, movedTo, kept, request, turn);
      } catch (IOException | HttpException e) {
        // Servers close what is idle, and may do so at the very moment when it is used again.
        if (progress.isCut()) {
          throw e;
        }
      }
    }
    // Whoever waits gives up before, and says more.
    var patience = tools.timeout().plusSeconds(1);
    var link = Link.open(route, tools.tls(), patience, progress::holds);
    return exchanged(url, movedTo, link, request, turn);
  }

  private Answer exchanged(
      URI url, @Nullable URI movedTo, Link link, byte[] request, Turns.Turn turn)
      throws IOException, HttpException {
    boolean answered = false;
    try {
      progress.holds(link.socket());
      var answer =
          new Answer(url, movedTo, link.exchange(request), link, tools.links(), progress, turn);
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        link.close();
      }
    }
  }

  /** Asks for it, remembers what came of it, and goes on with what was under way. */
  private Robots robots(Robots known, Route route) throws InterruptedException {
    var under = progress.url();
    progress.readsRobots();
    Robots read;
    try {
      read = read(known, URI.create(route.origin() + "/robots.txt"));
    } finally {
      progress.robotsRead();
      progress.at(under);
      permit.release();
    }
    tools.turns().keep(route.authority(), read);
    return read;
  }

  private Robots read(Robots known, URI url) throws InterruptedException {
    try (var answer = followed(Ask.get(url), false)) {
      int status = answer.status();
      if (status >= 200 && status <= 299) {
        try {
          return Robots.answered(Body.start(answer, Robots.MOST_BYTES));
        } catch (IOException e) {
          return failed(known, Faults.brokenOff(e).after(status));
        }
      }
      // "Too many requests" says nothing about what may be read.
      return status >= 400 && status <= 499 && status != 429
          ? Robots.none()
          : failed(known, new Refusal(status, "answered " + Status.shown(status), null));
    } catch (IOException | HttpException e) {
      var refusal = Faults.unanswered(e);
      return refusal.isDeadEnd() ? Robots.none() : failed(known, refusal);
    }
  }

  private Robots failed(Robots known, Refusal refusal) throws InterruptedException {
    if (progress.isOver() || Thread.currentThread().isInterrupted()) {
      // It says nothing about the host.
      throw new InterruptedException();
    }
    var what = progress.isCut() ? Faults.slow(tools.timeout()) : refusal.what();
    return known.failed(Faults.shown(progress.url().toString()) + " " + what, refusal.status());
  }
}
