/**
 * What holds when processes are killed, stopped, cut off or refused: shown by real processes, as
 * cron launches them, against a real database, a board server and a mail server that keeps what it
 * took.
 */
@org.jspecify.annotations.NullMarked
package io.earlybrd.chaos;
