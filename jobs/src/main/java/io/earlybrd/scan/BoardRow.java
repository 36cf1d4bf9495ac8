package io.earlybrd.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What storing a visit depends on, of a board whose row is locked.
 *
 * @param read whether a visit ever was good: else there is nothing of it in the database
 * @param counts how many postings the last visits found while all was well, oldest first
 * @param usualFields those that nearly all postings have
 * @param seenUntil when it was last read, by slot and clock
 */
record BoardRow(
    String id,
    String definition,
    Duration every,
    boolean baseline,
    boolean mailFirst,
    boolean read,
    Health health,
    int failures,
    @Nullable Instant failingSince,
    @Nullable Instant absentSince,
    List<Integer> counts,
    List<String> usualFields,
    @Nullable Instant seenUntil,
    @Nullable Instant goodPageAt) {}
