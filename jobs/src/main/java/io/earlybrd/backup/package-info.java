/** The backup job: dump, upload, fetch back, restore, compare, record, prune. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.backup;
