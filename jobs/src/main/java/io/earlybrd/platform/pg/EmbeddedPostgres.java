package io.earlybrd.platform.pg;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that runs where no other is configured: in {@code home}/pg, its data kept, shared
 * by all processes of one machine that use the same home, stopped by the last one out.
 *
 * <p>The server belongs to no process: it goes on when the one that started it is killed, and the
 * next one finds it. Two lock files keep order, and the operating system drops both when a process
 * dies: {@code mutex} is held for the moment of joining, starting or stopping; {@code users} is
 * shared by everybody for as long as they use the server, so that whoever can take it alone on the
 * way out is the last.
 *
 * <p>Where {@link #close()} is not called ({@code kill -9}, {@link Runtime#halt}), the server stays
 * up, idle, until somebody else is the last one out. That harms nothing.
 *
 * <p>Safe for use by several threads, and may be opened several times in one process. Nothing else
 * in the process may open the two lock files: closing any file drops all locks that the process has
 * on it. A home must not be shared by several machines or containers at once.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** This process's seat in each folder. Guarded by itself, and so are the lock files. */
  private static final Map<Path, Seat> SEATS = new HashMap<>();

  private final Seat seat;
  private final Config.Datasource datasource;
  private boolean closed;

  private EmbeddedPostgres(Seat seat, Config.Datasource datasource) {
    this.seat = seat;
    this.datasource = datasource;
  }

  /**
   * Joins the server of {@code home}, which it starts, and makes, where there is none. Joining
   * takes a few milliseconds and runs no other program.
   *
   * @param progress told in a line what takes longer
   * @throws UserError where PostgreSQL cannot run here: the message says why and what to do
   */
  public static EmbeddedPostgres open(Path home, Consumer<String> progress) {
    return open(home, progress, List.of());
  }

  /**
   * @param settings such as {@code fsync=off}, for a server that this call starts
   */
  static EmbeddedPostgres open(Path home, Consumer<String> progress, List<String> settings) {
    synchronized (SEATS) {
      try {
        refuseUnquotable(home);
        var folder = Files.createDirectories(home.resolve("pg")).toRealPath();
        refuseUnquotable(folder);
        try (var _ = Mutex.of(folder)) {
          var seat = SEATS.get(folder);
          if (seat == null) {
            seat = Seat.taken(folder);
          }
          return open(home, seat, progress, settings);
        }
      } catch (IOException e) {
        throw new UserError(
            "The embedded PostgreSQL cannot use "
                + home
                + " ("
                + reason(e)
                + "). Set EARLYBRD_HOME to a folder that can be written and has 200 MB free, or"
                + " SPRING_DATASOURCE_URL to a PostgreSQL of your own",
            e);
      }
    }
  }

  private static EmbeddedPostgres open(
      Path home, Seat seat, Consumer<String> progress, List<String> settings) throws IOException {
    try {
      var cluster = new Cluster(seat.folder, progress);
      var server = cluster.running();
      if (server == null) {
        var binaries = Binaries.unpacked(home.toAbsolutePath().resolve("cache"), progress);
        server = cluster.start(binaries, settings);
      }
      var opened = new EmbeddedPostgres(seat, cluster.datasource(server));
      seat.handles++;
      SEATS.put(seat.folder, seat);
      return opened;
    } finally {
      if (seat.handles == 0) {
        seat.users.close();
      }
    }
  }

  /** Where the server listens: on the loopback address only. */
  public Config.Datasource datasource() {
    return datasource;
  }

  /**
   * Leaves, and stops the server where nobody else in this or another process uses it. Connections
   * of this process should be closed before. Does nothing the second time; never throws.
   */
  @Override
  public void close() {
    synchronized (SEATS) {
      if (closed) {
        return;
      }
      closed = true;
      if (--seat.handles > 0) {
        return;
      }
      SEATS.remove(seat.folder);
      // A lock cannot be waited for by an interrupted thread.
      boolean interrupted = Thread.interrupted();
      try (seat.users;
          var _ = Mutex.of(seat.folder)) {
        if (seat.isLast()) {
          new Cluster(seat.folder, line -> {}).stop();
        }
      } catch (IOException e) {
        // Then the server stays up, as after a kill, and the next one finds it.
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** PostgreSQL's programs put paths into shell commands between double quotes, unescaped. */
  private static void refuseUnquotable(Path folder) {
    if (folder.toAbsolutePath().toString().chars().anyMatch(c -> "\"$`\\\n".indexOf(c) >= 0)) {
      throw new UserError(
          "The embedded PostgreSQL cannot work in "
              + folder
              + ": set EARLYBRD_HOME to a folder without quotes, dollars and backslashes");
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "permission denied: " + denied.getFile();
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return e.getClass().getSimpleName().replace("Exception", "") + ": " + file.getFile();
    }
    return String.valueOf(e.getMessage());
  }

  /** One process's share of the lock on {@code users}, however many handles it has. */
  private static final class Seat {
    private final Path folder;
    private final FileChannel users;
    private @Nullable FileLock lock;
    private int handles;

    private Seat(Path folder, FileChannel users) {
      this.folder = folder;
      this.users = users;
    }

    /** Waits at most for the last one, who is just out. */
    static Seat taken(Path folder) throws IOException {
      var seat =
          new Seat(
              folder,
              FileChannel.open(
                  folder.resolve("users"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE));
      seat.lock = seat.users.lock(0, Long.MAX_VALUE, true);
      return seat;
    }

    boolean isLast() throws IOException {
      if (lock != null) {
        lock.release();
      }
      return users.tryLock() != null;
    }
  }

  /** Held while somebody joins, starts or stops. */
  private record Mutex(FileChannel channel) implements AutoCloseable {
    static Mutex of(Path folder) throws IOException {
      var channel =
          FileChannel.open(
              folder.resolve("mutex"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return new Mutex(channel);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
