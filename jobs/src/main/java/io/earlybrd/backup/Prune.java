package io.earlybrd.backup;

import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.Manifests;
import io.earlybrd.storage.Storage;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Deletes the backups that are no longer kept, and the journal of the time before all others. */
final class Prune {
  private final BackupRows rows;
  private final Storage storage;
  private final Manifests manifests;

  Prune(BackupRows rows, Storage storage, Manifests manifests) {
    this.rows = rows;
    this.storage = storage;
    this.manifests = manifests;
  }

  /**
   * @param newest the backup that was just verified: only what belongs to the same database is
   *     touched
   * @return how many objects were deleted
   */
  int prune(Manifest newest) {
    var all = manifests.all();
    boolean several = Manifests.areSeveral(all);
    var ours = all.stream().filter(one -> isOf(newest, one, several)).toList();
    var kept = Retention.kept(ours);
    kept.add(newest.id());
    int deleted = 0;
    for (var one : ours) {
      if (!kept.contains(one.id())) {
        delete(one.id(), one.object());
        deleted++;
      }
    }
    deleted += halfDeleted(ours);
    for (var piece : rows.journalBefore(oldest(ours, kept, newest))) {
      storage.delete(piece);
      rows.journalPruned(piece);
      deleted++;
    }
    return deleted;
  }

  /** Also what the database was before it was restored, unless that is alive. */
  private static boolean isOf(Manifest newest, Manifest one, boolean several) {
    return one.installation().equals(newest.installation())
        || (!several && newest.formerly().contains(one.installation()));
  }

  /** The manifest first: none ever speaks of an object that is not there. */
  private void delete(String id, String object) {
    storage.delete(Manifest.key(id));
    storage.delete(object);
    rows.pruned(id);
  }

  /** Those of which a killed run had deleted the manifest only. */
  private int halfDeleted(List<Manifest> ours) {
    var there = new HashSet<String>();
    ours.forEach(one -> there.add(one.id()));
    int deleted = 0;
    for (var row : rows.unpruned()) {
      if (!there.contains(row.id()) && storage.head(Manifest.key(row.id())).isEmpty()) {
        delete(row.id(), Manifest.dumpKey(row.id(), row.encrypted()));
        deleted++;
      }
    }
    return deleted;
  }

  private static Instant oldest(List<Manifest> ours, Set<String> kept, Manifest newest) {
    return ours.stream()
        .filter(one -> kept.contains(one.id()))
        .map(Manifest::takenAt)
        .min(Instant::compareTo)
        .orElse(newest.takenAt());
  }
}
