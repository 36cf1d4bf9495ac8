package io.earlybrd.posting;

import io.earlybrd.search.SearchVector;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Whether a posting is shown as it was at the last visit. {@link Fnv1a}: it has to tell a posting
 * from its own next version, not to withstand anybody, and SHA-256 is a tenth of a visit's cost
 * where the compiler has no instruction for it.
 */
public final class ContentHash {
  private final Fnv1a hash = new Fnv1a();

  private ContentHash() {}

  /**
   * A hash of everything that is shown of {@code posting}, and of the rules by which it is made
   * searchable: new ones rewrite what a board shows at its next visit. Its link counts without
   * tracking parameters, since some boards write new ones into each answer.
   */
  public static String of(FoundPosting posting) {
    var range = posting.payRange();
    return new ContentHash()
        .add(Integer.toString(SearchVector.RULES))
        .add(TrackingParameters.removedFrom(posting.url()))
        .add(posting.title())
        .add(posting.company())
        .add(posting.location())
        .add(posting.remote())
        .add(posting.pay())
        .add(range == null ? null : plain(range.min()))
        .add(range == null ? null : plain(range.max()))
        .add(range == null ? null : range.currency())
        .add(range == null ? null : range.period())
        .add(posting.department())
        .add(posting.description())
        .add(posting.postedAt())
        .hex();
  }

  /** {@code 30} and {@code 30.0} are the same pay. */
  private static @Nullable String plain(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.stripTrailingZeros().toPlainString();
  }

  private ContentHash add(@Nullable Boolean value) {
    return add(value == null ? null : value.toString());
  }

  private ContentHash add(PayRange.@Nullable Period value) {
    return add(value == null ? null : value.name());
  }

  private ContentHash add(@Nullable Instant value) {
    return add(value == null ? null : value.toString());
  }

  private ContentHash add(@Nullable String text) {
    hash.add(text);
    return this;
  }

  private String hex() {
    return HexFormat.of().toHexDigits(hash.value());
  }
}
