package io.earlybrd.posting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a posting is shown as it was at the last visit. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * A hash of everything that is shown of {@code posting}. Its link counts without tracking
   * parameters, since some boards write new ones into each answer.
   */
  public static String of(FoundPosting posting) {
    return Sha256.of(
        TrackingParameters.removedFrom(posting.url()),
        posting.title(),
        posting.company(),
        posting.location(),
        text(posting.remote()),
        posting.pay(),
        posting.department(),
        posting.description(),
        text(posting.postedAt()));
  }

  private static @Nullable String text(@Nullable Boolean value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable String text(@Nullable Instant value) {
    return value == null ? null : value.toString();
  }
}
