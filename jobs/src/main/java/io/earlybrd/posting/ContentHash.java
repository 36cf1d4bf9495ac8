package io.earlybrd.posting;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether a posting is shown as it was at the last visit. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * A hash of everything that is shown of {@code posting}. Its link counts without tracking
   * parameters, since some boards write new ones into each answer. Pay as numbers counts where
   * there is any, so that a posting from before they were read gets them.
   */
  public static String of(FoundPosting posting) {
    var parts =
        new ArrayList<@Nullable String>(
            Arrays.asList(
                TrackingParameters.removedFrom(posting.url()),
                posting.title(),
                posting.company(),
                posting.location(),
                text(posting.remote()),
                posting.pay(),
                posting.department(),
                posting.description(),
                text(posting.postedAt())));
    var range = posting.payRange();
    if (range != null) {
      parts.add(text(range.min()));
      parts.add(text(range.max()));
      parts.add(range.currency());
      parts.add(range.period() == null ? null : range.period().name());
    }
    return Sha256.of(parts.toArray(String[]::new));
  }

  private static @Nullable String text(@Nullable Boolean value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable String text(@Nullable BigDecimal value) {
    return value == null ? null : value.stripTrailingZeros().toPlainString();
  }

  private static @Nullable String text(@Nullable Instant value) {
    return value == null ? null : value.toString();
  }
}
