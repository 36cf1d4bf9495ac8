package io.earlybrd.platform.pg;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The data folder and its server. Whoever calls holds the mutex of {@link EmbeddedPostgres}, so
 * that nobody else starts or stops it meanwhile.
 */
final class Cluster {

  private static final String USER = "earlybrd";
  private static final Duration POLL = Duration.ofMillis(5);

  /** Recovery after a crash is soon done; longer than this, something else is wrong. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Nor does it take longer until the sessions of a killed server are gone. */
  private static final Duration RETRIES = Duration.ofSeconds(30);

  private final Path folder;
  private final Path data;
  private final Path log;
  private final Path password;
  private final Consumer<String> progress;

  Cluster(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.log = folder.resolve("server.log");
    this.password = folder.resolve("password");
    this.progress = progress;
  }

  /** The server, once it is ready; null where none runs, or the one that ran is gone. */
  @Nullable PidFile running() throws IOException {
    var wait = new Wait(PATIENCE);
    for (var server = PidFile.read(data); server != null; server = PidFile.read(data)) {
      if (!server.isAlive()) {
        return null;
      }
      if (server.isReady()) {
        return server;
      }
      if (server.isStopping()) {
        stop();
      }
      wait.orThrow("The embedded PostgreSQL is still " + server.status() + "; see " + log);
    }
    return null;
  }

  /** Starts it, and makes the data folder first where there is none. */
  PidFile start(Binaries binaries, List<String> settings) throws IOException {
    boolean isNew = !Files.exists(data);
    var account = Account.forServer(binaries, isNew ? folder : data);
    if (isNew) {
      new NewCluster(folder, binaries, account, progress).make(USER, password);
    }
    refuseOtherVersions();
    password();
    Settings.write(data);
    account.own(data);
    account.letThrough(folder);
    int port = formerPort();
    var wait = new Wait(RETRIES);
    while (true) {
      Files.deleteIfExists(log);
      var server = launched(binaries, account, port, settings);
      if (server == null) {
        // Somebody was killed who had just started one, and ours gave way to it.
        server = running();
      }
      if (server != null) {
        return server;
      }
      var said = Files.readString(log, StandardCharsets.ISO_8859_1);
      var cause = new Program.Outcome(1, said).cause();
      var why = "The embedded PostgreSQL did not start: " + cause + " (log: " + log + ")";
      if (said.contains("could not create any TCP/IP sockets")) {
        port = freePort();
      } else if (!isTemporary(said)) {
        throw new UserError(why);
      }
      wait.orThrow(why);
    }
  }

  /** Sessions of a killed server finish their last statement; or it was killed without a word. */
  private static boolean isTemporary(String said) {
    boolean isSilent = !said.contains("FATAL:") && !said.contains("PANIC:");
    return said.contains("is still in use") || (said.contains("LOG:") && isSilent);
  }

  private @Nullable PidFile launched(
      Binaries binaries, Account account, int port, List<String> settings) throws IOException {
    var options = new ArrayList<>(List.of("-p " + port));
    settings.forEach(setting -> options.add("-c " + setting));
    // pg_ctl makes the server the leader of a session of its own, out of reach of Ctrl-C.
    var starter =
        Program.start(
            account.command(
                List.of(
                    binaries.program("pg_ctl").toString(),
                    "--pgdata=" + data,
                    "--options=" + String.join(" ", options),
                    "--timeout=" + PATIENCE.toSeconds(),
                    "--wait",
                    "--silent",
                    "start")),
            log);
    var wait = new Wait(PATIENCE);
    // pg_ctl looks ten times a second, we look more often, and wait for it only to see it fail.
    while (true) {
      boolean ended = !starter.isAlive();
      var server = PidFile.read(data);
      if (server != null && server.isReady() && server.isAlive()) {
        return server;
      }
      if (ended) {
        return null;
      }
      wait.orThrow("The embedded PostgreSQL is not ready; see " + log);
    }
  }

  /** Stops it and waits for that. The one that is down already is stopped, too. */
  void stop() throws IOException {
    var server = PidFile.read(data);
    if (server == null || !server.isAlive()) {
      return;
    }
    // Without a child process: it stops when the last session is gone. That is at once, unless
    // there are guests, such as a psql.
    ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroy);
    if (!isGone(server, Duration.ofMillis(300))) {
      Program.run(List.of("/bin/sh", "-c", "kill -INT " + server.pid()));
      isGone(server, Duration.ofSeconds(60));
    }
  }

  private boolean isGone(PidFile server, Duration patience) throws IOException {
    for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; ) {
      if (!server.isAlive()) {
        return true;
      }
      pause();
    }
    return false;
  }

  Config.Datasource datasource(PidFile server) throws IOException {
    return new Config.Datasource(
        // What would cost a round trip each is known beforehand.
        "jdbc:postgresql://127.0.0.1:"
            + server.port()
            + "/postgres?sslmode=disable&gssEncMode=disable&assumeMinServerVersion="
            + Binaries.MAJOR,
        USER,
        password());
  }

  private String password() throws IOException {
    try {
      return Files.readString(password).strip();
    } catch (NoSuchFileException e) {
      throw new UserError(
          password
              + ", the embedded PostgreSQL's password, is missing: put it back, or remove "
              + folder
              + " to start with an empty database",
          e);
    }
  }

  private void refuseOtherVersions() throws IOException {
    var version = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!version.equals(Binaries.MAJOR)) {
      throw new UserError(
          data
              + " was made by PostgreSQL "
              + version
              + ", this EarlyBrd embeds "
              + Binaries.MAJOR
              + ": dump it with the EarlyBrd that made it, or move the folder away to start with an"
              + " empty database");
    }
  }

  /** Where the server died under its users, it comes back where they look for it. */
  private int formerPort() throws IOException {
    var former = PidFile.read(data);
    if (former == null) {
      return freePort();
    }
    former.removeIfMisleading();
    return former.port() > 0 ? former.port() : freePort();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Looking again and again, but not for ever. */
  private record Wait(long end) {
    Wait(Duration patience) {
      this(System.nanoTime() + patience.toNanos());
    }

    void orThrow(String message) throws IOException {
      if (System.nanoTime() - end > 0) {
        throw new UserError(message);
      }
      pause();
    }
  }
}
