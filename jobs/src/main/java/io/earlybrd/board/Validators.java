package io.earlybrd.board;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a good visit leaves for the next one: above all what tells that a document has not changed.
 * Valid only for the board's present definition: another definition reads other things from the
 * same document, and starts from {@link #NONE}.
 *
 * @param bodyHash SHA-256 of the decompressed body
 * @param movedTo where the board's address permanently redirects to; null: nowhere
 */
public record Validators(
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String bodyHash,
    @Nullable URI movedTo) {

  public static final Validators NONE = new Validators(null, null, null, null);
}
