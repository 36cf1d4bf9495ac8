package io.earlybrd.platform.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The system's resolver, which lets nobody go before it has an answer, waited for no longer. */
final class Lookup implements Routes.Resolver {
  private final Duration timeout;

  Lookup(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public InetAddress[] addresses(String host) throws IOException, InterruptedException {
    if (host.startsWith("[") || Routes.isQuad(host)) {
      // Asks nobody.
      return InetAddress.getAllByName(host);
    }
    var found = new CompletableFuture<InetAddress[]>();
    Thread.startVirtualThread(
        () -> {
          try {
            found.complete(InetAddress.getAllByName(host));
          } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
          }
        });
    try {
      return found.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Refusal("has a name that could not be looked up in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException unknown ? unknown : new IOException(e.getCause());
    }
  }
}
