/** Launching a job once and only once: slots, locks, recovery, stopping, history. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.run;
