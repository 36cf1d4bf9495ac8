package io.earlybrd.storage;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The backups that are in storage, known by their manifests. */
public final class Manifests {
  private final Storage storage;
  private final Signatures signatures;

  /**
   * @param secrets of this installation: what another one signed is not read
   */
  public Manifests(Storage storage, List<String> secrets) {
    this.storage = storage;
    this.signatures = Manifest.signatures(secrets);
  }

  /** All that are signed by us, the oldest first. */
  public List<Manifest> all() {
    return storage.list(Manifest.folder()).stream()
        .map(Stored::key)
        .filter(key -> key.endsWith(".json"))
        .map(this::read)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Manifest::takenAt).thenComparing(Manifest::id))
        .toList();
  }

  private Optional<Manifest> read(String key) {
    return Manifest.read(storage.text(key), signatures)
        // One under another's name would be that backup in its place.
        .filter(manifest -> manifest.key().equals(key));
  }

  /**
   * The one of this name.
   *
   * @throws StorageProblem where there is none, or it was not signed by us
   */
  public Manifest named(String id) {
    if (!id.matches("[0-9A-Za-z-]+") || storage.head(Manifest.key(id)).isEmpty()) {
      throw new StorageProblem(
          "There is no backup “%s” in %s".formatted(id, storage.shown(Manifest.folder())));
    }
    return read(Manifest.key(id)).orElseThrow(() -> new StorageProblem(unsigned(id)));
  }

  private String unsigned(String id) {
    return ("%s was not signed with this EARLYBRD_SECRET: it is another installation's, or"
            + " damaged. Set the secret of then (after a comma is enough)")
        .formatted(storage.shown(Manifest.key(id)));
  }

  /**
   * The newest.
   *
   * @throws StorageProblem where there is none, or there are those of several databases
   */
  public Manifest latest() {
    var all = all();
    if (all.isEmpty()) {
      var others =
          storage.list(Manifest.folder()).stream()
              .map(Stored::key)
              .filter(key -> key.endsWith(".json"))
              .findFirst();
      throw new StorageProblem(
          others
              .map(key -> unsigned(key.substring(Manifest.folder().length(), key.length() - 5)))
              .orElse("There is no backup in " + storage.shown(Manifest.folder())));
    }
    if (areSeveral(all)) {
      throw new StorageProblem(
          "In %s are backups of several databases: name the one that you mean (%s)"
              .formatted(storage.shown(Manifest.folder()), newestOfEach(all)));
    }
    return all.getLast();
  }

  /**
   * Whether these are of several databases.
   *
   * <p>A database that was restored goes on where the lost one ended: its backups know what it was
   * before. Two that were both backed up meanwhile, such as the real one and a copy for trials, are
   * not for us to choose between.
   *
   * @param all the oldest first
   */
  public static boolean areSeveral(List<Manifest> all) {
    if (all.isEmpty()) {
      return false;
    }
    var last = all.getLast();
    boolean begun = false;
    boolean several = false;
    for (var one : all) {
      boolean same = one.installation().equals(last.installation());
      // What it was before and was backed up after it had begun is alive.
      several |= !same && (begun || !last.formerly().contains(one.installation()));
      begun |= same;
    }
    return several;
  }

  private static String newestOfEach(List<Manifest> all) {
    return all.stream()
        .collect(Collectors.toMap(Manifest::installation, one -> one, (older, newer) -> newer))
        .values()
        .stream()
        .map(one -> one.id() + " of " + one.installation())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
