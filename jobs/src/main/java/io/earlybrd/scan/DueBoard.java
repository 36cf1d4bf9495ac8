package io.earlybrd.scan;

import io.earlybrd.board.Board;
import io.earlybrd.board.Validators;
import java.net.URI;

/**
 * A board whose visit is due.
 *
 * @param definition as stored, read only when its turn comes: a visit counts only while it is still
 *     this one
 */
record DueBoard(String id, URI url, String definition, Validators validators) {
  /** Who is asked: the host with its port. */
  String host() {
    var authority = url.getRawAuthority();
    return authority == null ? "" : authority.toLowerCase(java.util.Locale.ROOT);
  }

  Board board() {
    return Board.fromJson(definition);
  }
}
