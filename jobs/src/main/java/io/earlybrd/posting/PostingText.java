package io.earlybrd.posting;

import org.jspecify.annotations.Nullable;

/**
 * What searches look at: a posting is matched again only when this changes enough ({@link
 * TextChange}).
 */
public record PostingText(
    String title,
    @Nullable String company,
    @Nullable String location,
    @Nullable Boolean remote,
    @Nullable String pay,
    @Nullable String description) {}
