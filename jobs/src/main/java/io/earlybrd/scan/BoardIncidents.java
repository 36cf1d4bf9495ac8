package io.earlybrd.scan;

import io.earlybrd.run.Incidents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The incident of a board, kept in step with its alarm: opened, changed and closed with it. */
final class BoardIncidents {
  static final String CHECK = "board";

  private final Incidents incidents;

  BoardIncidents(Incidents incidents) {
    this.incidents = incidents;
  }

  /**
   * Does nothing while the alarm stays what it was.
   *
   * @param what is wrong, to go on after “Board ID”
   * @param notes of the visit
   */
  void changed(
      String board, @Nullable Alarm before, @Nullable Alarm now, String what, List<String> notes) {
    if (before == now) {
      return;
    }
    if (now == null) {
      incidents.close(CHECK, board);
    } else {
      incidents.openOrChange(CHECK, board, detail(board, now, what, notes));
    }
  }

  static String detail(String board, Alarm alarm, String what, List<String> notes) {
    var noted =
        notes.isEmpty()
            ? ""
            : " (" + String.join("; ", notes.subList(0, Math.min(2, notes.size()))) + ")";
    return "Board %s %s%s. %s".formatted(board, what, noted, advice(alarm).replace("ID", board));
  }

  private static String advice(Alarm alarm) {
    return switch (alarm) {
      case FLOOD ->
          "They are held and mail nobody. Compare ./earlybrd boards page ID with ./earlybrd boards"
              + " page ID --good, then say what they are: news (./earlybrd boards accept ID), or"
              + " the old ones under other names (./earlybrd boards accept ID --baseline)";
      case FEW, MOVED ->
          "What it showed before stays open. See ./earlybrd boards check ID, and compare ./earlybrd"
              + " boards page ID with ./earlybrd boards page ID --good. Mend its definition, or,"
              + " where all is right: ./earlybrd boards accept ID";
      case FIELDS ->
          "See ./earlybrd boards check ID and mend its definition, or, where all is right:"
              + " ./earlybrd boards accept ID";
      case FAILING ->
          "It is tried again every few hours, and its postings stay. See ./earlybrd boards check"
              + " ID";
      case GONE ->
          "It is not visited any more. Mend its url and import it again, or ./earlybrd boards"
              + " remove ID";
    };
  }
}
