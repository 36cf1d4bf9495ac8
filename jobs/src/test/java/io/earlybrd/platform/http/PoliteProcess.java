package io.earlybrd.platform.http;

import io.earlybrd.platform.Config;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What a process of EarlyBrd has for fetching: several on one database are several processes. */
final class PoliteProcess implements AutoCloseable {
  private final HostTurns turns;
  final Fetcher fetcher;

  PoliteProcess(Config.Datasource database, int perHost, Duration delay, Duration timeout) {
    var settings = new Config.Fetch(List.of("127.0.0.0/8"), 8, perHost, delay, timeout, 1_000_000);
    turns = new HostTurns(database, perHost);
    fetcher =
        new Fetcher(
            settings,
            AddressGuard.allowing(settings.allow()),
            URI.create("https://alerts.example.com"),
            turns,
            Clock.systemUTC());
  }

  PoliteProcess(Config.Datasource database) {
    this(database, 1, Duration.ZERO, Duration.ofSeconds(10));
  }

  Fetched fetch(URI url) {
    return Loopback.fetch(fetcher, url, null, null);
  }

  @Override
  public void close() {
    fetcher.close();
    turns.close();
  }
}
