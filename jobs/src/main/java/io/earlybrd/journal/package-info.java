/**
 * What left the house since the last backup, and who left us, piece by piece beside the backups: a
 * backup is a night old, and what left since cannot be taken back.
 */
@NullMarked
package io.earlybrd.journal;

import org.jspecify.annotations.NullMarked;
