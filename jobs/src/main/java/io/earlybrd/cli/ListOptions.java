package io.earlybrd.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every list. */
final class ListOptions {
  @Option(names = "--json", description = "JSON Lines: one object a line, times RFC 3339 UTC.")
  boolean json;

  @Option(names = "--limit", paramLabel = "N", description = "At most N; otherwise the whole list.")
  @Nullable Integer limit;

  /** For SQL's LIMIT: all rows where none is given. */
  long limit(int otherwise) {
    if (limit != null && limit < 1) {
      throw new io.earlybrd.platform.UserError("--limit must be at least 1, not " + limit);
    }
    return limit == null ? otherwise : limit;
  }

  long limit() {
    return limit(Integer.MAX_VALUE);
  }
}
