package io.earlybrd.board;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ids of boards, for what is said of an id that is none. */
public final class BoardIds {
  private final JdbcClient jdbc;

  public BoardIds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Of all boards that are not removed, in alphabetical order. */
  public List<String> all() {
    return jdbc.sql("SELECT id FROM board WHERE removed_at IS NULL ORDER BY id")
        .query(String.class)
        .list();
  }

  /**
   * The one that was probably meant, also where only its beginning was given; empty: none is near.
   */
  public static Optional<String> nearest(String id, Collection<String> ids) {
    return Nearest.to(id, ids)
        .or(() -> ids.stream().filter(one -> one.contains(id)).findFirst())
        .or(() -> beginningNear(id, ids));
  }

  private static Optional<String> beginningNear(String id, Collection<String> ids) {
    var beginnings =
        ids.stream().map(one -> one.substring(0, Math.min(one.length(), id.length()))).toList();
    return Nearest.to(id, beginnings)
        .flatMap(near -> ids.stream().filter(one -> one.startsWith(near)).findFirst());
  }
}
