package io.earlybrd.storage;

import io.earlybrd.platform.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Objects under names, in a folder or in a bucket. An object is written as a whole or not at all: a
 * reader never sees half of one, whoever is killed.
 *
 * <p>Keys are such as {@code backup/20261129T020000Z-4f1a2b.dump}: without the bucket's prefix,
 * which belongs to the place and not to the object. What goes wrong is a {@link StorageProblem}, in
 * one line.
 *
 * <p>Thread-safe.
 */
public interface Storage extends AutoCloseable {

  /** As it is configured: a bucket, or {@code $EARLYBRD_HOME/backups}. Asks nobody yet. */
  static Storage open(Config config) {
    return config.backup().bucket() == null
        ? new FolderStorage(config.home().resolve("backups"))
        : S3Storage.open(config.backup());
  }

  /** Is told of the bytes that went over, and may throw to stop the rest. */
  @FunctionalInterface
  interface Transfer {
    /** Nobody looks. */
    Transfer UNWATCHED = bytes -> {};

    void moved(long bytes);
  }

  /** Writes an object from a file, in place of one that is there. */
  void put(String key, Path file, Transfer transfer);

  /** Writes a small object. */
  void put(String key, byte[] content);

  /**
   * Reads an object; the caller closes the stream. What breaks while it is read is a plain {@link
   * IOException}.
   *
   * @throws StorageProblem also where there is no such object
   */
  InputStream get(String key);

  /** The whole of a small object, such as a manifest. */
  default String text(String key) {
    try (var in = get(key)) {
      return new String(in.readNBytes(StorageProblem.SMALL), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StorageProblem(shown(key) + " could not be read to its end: " + e.getMessage(), e);
    }
  }

  /** What is known of an object without reading it; empty where there is none. */
  Optional<Stored> head(String key);

  /** All objects whose keys begin so, by key. */
  List<Stored> list(String prefix);

  /** Deletes an object; one that is not there is deleted already. */
  void delete(String key);

  /**
   * Throws away what uploads that were killed have left behind.
   *
   * @param prefix of their keys
   * @param ours which of these keys nobody else can be writing now
   * @return how many
   */
  int sweep(String prefix, Predicate<String> ours);

  /** The key as the place itself knows it, with its prefix. */
  String fullKey(String key);

  /** An object, for a person: an address that says where to look. */
  String shown(String key);

  @Override
  void close();
}
