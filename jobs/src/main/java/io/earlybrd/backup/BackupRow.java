package io.earlybrd.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a backup came.
 *
 * @param takenAt null: it was not dumped to its end
 * @param uploadedAt null: its manifest is not in storage
 */
record BackupRow(
    String id,
    @Nullable Instant takenAt,
    @Nullable Instant uploadedAt,
    @Nullable Instant verifiedAt) {}
