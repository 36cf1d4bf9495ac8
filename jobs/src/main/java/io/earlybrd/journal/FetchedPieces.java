package io.earlybrd.journal;

import io.earlybrd.storage.SealKey;
import io.earlybrd.storage.SealedInput;
import io.earlybrd.storage.Signatures;
import io.earlybrd.storage.Storage;
import io.earlybrd.storage.StorageProblem;
import io.earlybrd.storage.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The journal since a backup, fetched into a folder and read to its end once: what is damaged, or
 * was not written with our secret, is found before anything is done with it.
 */
public final class FetchedPieces {
  private final Storage storage;
  private final Signatures signatures;
  private final @Nullable SealKey key;
  private final Path folder;

  /**
   * @param key that sealed pieces; null: none is known
   * @param folder that the caller deletes
   */
  public FetchedPieces(
      Storage storage, List<String> secrets, @Nullable SecretKey key, Path folder) {
    this.storage = storage;
    this.signatures = new Signatures(secrets, PieceWriter.PURPOSE);
    this.key = key == null ? null : new SealKey(key);
    this.folder = folder;
  }

  /** A piece that is whole. */
  public final class Piece {
    private final String name;
    private final Path file;
    private Line.@Nullable Head head;

    private Piece(String name, Path file) {
      this.name = name;
      this.file = file;
    }

    void read(Consumer<Line> lines) throws IOException {
      try (var in = open()) {
        PieceReader.read(in, signatures, lines);
      }
    }

    private InputStream open() throws IOException {
      var in = Files.newInputStream(file);
      if (!PieceName.isSealed(name)) {
        return in;
      }
      if (key == null) {
        in.close();
        throw new StorageProblem("the journal is sealed: set EARLYBRD_BACKUP_KEY");
      }
      return new SealedInput(in, key);
    }

    private Line.Head head() {
      var known = head;
      if (known == null) {
        throw new IllegalStateException("not read yet");
      }
      return known;
    }
  }

  /** A part of the time of which a piece is missing. */
  public record Gap(Instant from, Instant to) {}

  /**
   * What the journal tells since a time.
   *
   * @param pieces the oldest first
   * @param to until when it tells; the time itself where it tells nothing
   * @param gaps in between, of which nobody can know
   */
  public record Told(List<Piece> pieces, Instant to, List<Gap> gaps) {}

  /**
   * Fetches what this database and its successors told.
   *
   * @throws StorageProblem naming the piece that cannot be used
   */
  public Told since(Instant time, String installation) {
    var pieces = new ArrayList<Piece>();
    // Names are cut to the second.
    Predicate<Instant> later = to -> !to.isBefore(time.minusSeconds(1));
    for (Stored stored : storage.list(PieceName.FOLDER)) {
      if (PieceName.to(stored.key()).filter(later).isPresent()) {
        var piece = fetched(stored.key(), pieces.size());
        if (isOf(installation, piece.head())) {
          pieces.add(piece);
        }
      }
    }
    pieces.sort(Comparator.comparing((Piece piece) -> piece.head().from()));
    return told(time, pieces);
  }

  private static boolean isOf(String installation, Line.Head head) {
    return head.installation().equals(installation) || head.succeeds().contains(installation);
  }

  private static Told told(Instant time, List<Piece> pieces) {
    var to = time;
    var gaps = new ArrayList<Gap>();
    for (var piece : pieces) {
      if (piece.head().from().isAfter(to)) {
        gaps.add(new Gap(to, piece.head().from()));
      }
      if (piece.head().to().isAfter(to)) {
        to = piece.head().to();
      }
    }
    return new Told(List.copyOf(pieces), to, List.copyOf(gaps));
  }

  private Piece fetched(String name, int number) {
    var file = folder.resolve("piece-" + number);
    try (var in = storage.get(name)) {
      Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StorageProblem(
          "%s could not be fetched (%s)".formatted(storage.shown(name), e.getMessage()), e);
    }
    var piece = new Piece(name, file);
    try {
      piece.read(
          line -> {
            if (line instanceof Line.Head head) {
              piece.head = head;
            }
          });
      return piece;
    } catch (IOException e) {
      throw unusable(name, String.valueOf(e.getMessage()), e);
    } catch (StorageProblem e) {
      throw unusable(name, String.valueOf(e.getMessage()), e);
    }
  }

  private StorageProblem unusable(String name, String why, Exception e) {
    return new StorageProblem(
        "The journal %s cannot be used: %s".formatted(storage.shown(name), why), e);
  }
}
