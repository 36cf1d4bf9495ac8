package io.earlybrd.scan;

import io.earlybrd.board.Visit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a failed visit makes of its board. */
final class FailedVisits {
  private static final Duration LASTING = Duration.ofHours(24);
  private static final int MANY = 10;
  private static final Duration ABSENT = Duration.ofDays(14);

  private FailedVisits() {}

  static BoardRows.Failed row(BoardRow board, Visit.Failed visit, Instant slot) {
    int failures = board.failures() + 1;
    var since = earlier(board.failingSince(), slot);
    var absentSince = absentSince(board, visit, slot);
    return new BoardRows.Failed(
        board.id(),
        board.health().failed(failure(failures, since, absentSince, slot)),
        failures,
        since,
        absentSince,
        visit.error(),
        BackOff.after(failures, board.every(), board.id(), visit.retryAfter()));
  }

  private static Health.Failure failure(
      int failures, Instant since, @Nullable Instant absentSince, Instant slot) {
    if (absentSince != null && !absentSince.plus(ABSENT).isAfter(slot)) {
      return Health.Failure.ABSENT;
    }
    return failures >= MANY || !since.plus(LASTING).isAfter(slot)
        ? Health.Failure.LASTING
        : Health.Failure.RECENT;
  }

  /** No answer at all says nothing about what is there; any other answer does. */
  private static @Nullable Instant absentSince(BoardRow board, Visit.Failed visit, Instant slot) {
    return switch (visit.status()) {
      case null -> board.absentSince();
      case 404, 410 -> earlier(board.absentSince(), slot);
      default -> null;
    };
  }

  /** Where a trial in the future set it, it begins anew. */
  private static Instant earlier(@Nullable Instant since, Instant slot) {
    return since == null || since.isAfter(slot) ? slot : since;
  }

  /** What is wrong, to go on after “Board ID”. */
  static String detail(BoardRows.Failed row) {
    return row.health().alarm() == Alarm.GONE
        ? "answers since %s that it is not there: %s".formatted(row.absentSince(), row.error())
        : "fails since %s, %d times in a row: %s"
            .formatted(row.failingSince(), row.failures(), row.error());
  }
}
