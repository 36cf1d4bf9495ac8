package io.earlybrd.board;

import org.jspecify.annotations.Nullable;

/**
 * What tells at the next visit that a document has not changed. Valid only for the board's present
 * definition: another definition reads other things from the same document, and starts from {@link
 * #NONE}.
 *
 * @param bodyHash SHA-256 of the decompressed body
 */
public record Validators(
    @Nullable String etag, @Nullable String lastModified, @Nullable String bodyHash) {

  public static final Validators NONE = new Validators(null, null, null);
}
