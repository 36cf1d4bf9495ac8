package io.earlybrd.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Objects as files, for their owner's eyes alone. What is not whole yet has another name. */
final class FolderStorage implements Storage {
  private static final String UNFINISHED = ".unfinished";
  private static final int PIECE = 1 << 20;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;

  FolderStorage(Path folder) {
    this.folder = folder;
  }

  @Override
  public void put(String key, Path file, Transfer transfer) {
    write(
        key,
        out -> {
          try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = in.size();
            for (long at = 0; at < size; ) {
              long moved = in.transferTo(at, Math.min(PIECE, size - at), out);
              at += moved;
              transfer.moved(moved);
            }
          }
        });
  }

  @Override
  public void put(String key, byte[] content) {
    write(
        key,
        out -> {
          var bytes = ByteBuffer.wrap(content);
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
        });
  }

  private interface Content {
    void write(FileChannel out) throws IOException;
  }

  private void write(String key, Content content) {
    var target = file(key);
    var unfinished =
        target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
    try {
      Files.createDirectories(target.getParent(), OWNERS_FOLDER);
      try (var out =
          FileChannel.open(
              unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER)) {
        content.write(out);
        out.force(true);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      // Else the name may be gone after a power cut, though the bytes are not.
      try (var parent = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
        parent.force(true);
      }
    } catch (IOException e) {
      throw problem("cannot be written", target, e);
    } finally {
      deleteQuietly(unfinished);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A sweep finds it by its name.
    }
  }

  @Override
  public InputStream get(String key) {
    var file = file(key);
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new StorageProblem("There is no " + file, e);
    } catch (IOException e) {
      throw problem("cannot be read", file, e);
    }
  }

  @Override
  public Optional<Stored> head(String key) {
    var file = file(key);
    try {
      return Optional.of(new Stored(key, Files.size(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw problem("cannot be looked at", file, e);
    }
  }

  @Override
  public List<Stored> list(String prefix) {
    return named(prefix, false).stream().map(this::stored).flatMap(Optional::stream).toList();
  }

  private Optional<Stored> stored(Path file) {
    return head(key(file));
  }

  private String key(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public void delete(String key) {
    var file = file(key);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw problem("cannot be deleted", file, e);
    }
  }

  @Override
  public int sweep(String prefix, Predicate<String> ours) {
    var left = named(prefix, true).stream().filter(file -> ours.test(key(file))).toList();
    left.forEach(FolderStorage::deleteQuietly);
    return left.size();
  }

  private List<Path> named(String prefix, boolean unfinished) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(UNFINISHED) == unfinished)
          .filter(file -> key(file).startsWith(prefix))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw problem("cannot be listed", folder, e);
    } catch (UncheckedIOException e) {
      throw problem("cannot be listed", folder, e.getCause());
    }
  }

  private Path file(String key) {
    var file = folder.resolve(key).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new IllegalArgumentException("not a key: " + key);
    }
    return file;
  }

  private static StorageProblem problem(String what, Path file, IOException e) {
    var reason =
        switch (e) {
          case AccessDeniedException denied -> "permission denied: " + denied.getFile();
          case FileSystemException named when named.getReason() != null -> named.getReason();
          default -> String.valueOf(e.getMessage());
        };
    return new StorageProblem("%s %s (%s)".formatted(file, what, reason), e);
  }

  @Override
  public String fullKey(String key) {
    return key;
  }

  @Override
  public String shown(String key) {
    return file(key).toString();
  }

  @Override
  public void close() {}
}
