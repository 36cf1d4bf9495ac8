package io.earlybrd.posting;

import io.earlybrd.search.SearchVector;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Whether a posting is shown as it was at the last visit. FNV-1a of 64 bits: it has to tell a
 * posting from its own next version, not to withstand anybody, and SHA-256 is a tenth of a visit's
 * cost where the compiler has no instruction for it.
 */
public final class ContentHash {
  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Neither is in any UTF-8: a null differs from a blank, and no text runs over into the next. */
  private static final int END = 0xfe;

  private static final int NULL = 0xff;

  private long hash = START;

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
    long next = hash;
    if (text != null) {
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        next = (next ^ (b & 0xff)) * PRIME;
      }
    }
    hash = (next ^ (text == null ? NULL : END)) * PRIME;
    return this;
  }

  private String hex() {
    return HexFormat.of().toHexDigits(hash);
  }
}
