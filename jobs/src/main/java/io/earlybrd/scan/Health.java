package io.earlybrd.scan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a board is: its state, and what its open incident is about. Every way from one to the next is
 * here.
 *
 * @param alarm null: there is no incident
 */
record Health(State state, @Nullable Alarm alarm) {

  /** As in {@code board.state}, in lower case. */
  enum State {
    /** Not read yet. */
    NEW,
    OK,
    /** The last visit failed. */
    FAILING,
    /** Can be read, and does not show what it used to. */
    SILENT,
    /** Waits for {@code boards accept}. */
    HELD,
    /** Not visited any more. */
    GONE;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT));
    }
  }

  /** How a failed visit looks in the row of those before it. */
  enum Failure {
    /** The first ones: that happens. */
    RECENT,
    /** Long enough that somebody should look. */
    LASTING,
    /** Two weeks of “not found”. */
    ABSENT
  }

  private static final Health WELL = new Health(State.OK, null);

  /**
   * After a document was read.
   *
   * @param seen what is wrong with what it shows; null: nothing
   */
  Health found(@Nullable Alarm seen) {
    return alarm == Alarm.FLOOD ? this : reading(seen);
  }

  /** After a visit that showed what the last document that was read did: wrong then, wrong now. */
  Health unchanged() {
    return switch (alarm) {
      case FLOOD, FEW, MOVED, FIELDS -> reading(alarm);
      case FAILING, GONE -> WELL;
      case null -> WELL;
    };
  }

  Health failed(Failure failure) {
    if (alarm == Alarm.FLOOD) {
      // What is held still waits for the operator, whatever else happens to the board.
      return reading(alarm);
    }
    return switch (failure) {
      case ABSENT -> new Health(State.GONE, Alarm.GONE);
      case LASTING -> new Health(State.FAILING, alarm == null ? Alarm.FAILING : alarm);
      case RECENT -> new Health(State.FAILING, alarm);
    };
  }

  /** Whether an operator can say that what the board shows is right. */
  boolean acceptable() {
    return alarm == Alarm.FLOOD
        || alarm == Alarm.FEW
        || alarm == Alarm.MOVED
        || alarm == Alarm.FIELDS;
  }

  private static Health reading(@Nullable Alarm seen) {
    return switch (seen) {
      case FLOOD -> new Health(State.HELD, seen);
      case FEW, MOVED -> new Health(State.SILENT, seen);
      case FIELDS -> new Health(State.OK, seen);
      case FAILING, GONE -> WELL;
      case null -> WELL;
    };
  }
}
