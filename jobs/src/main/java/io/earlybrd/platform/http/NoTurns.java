package io.earlybrd.platform.http;

import java.time.Duration;
import java.util.function.Predicate;

/** Everybody's turn, always. */
final class NoTurns implements Turns {
  private static final Turn MINE =
      new Turn() {
        @Override
        public Start begin(Predicate<Robots> allowed) {
          return new Start.Now();
        }

        @Override
        public void leaveAlone(Duration rest) {}

        @Override
        public void close() {}
      };

  @Override
  public Turn take(String host, Duration delay) {
    return MINE;
  }

  @Override
  public void keep(String host, Robots robots) {}
}
