package io.earlybrd.platform.pg;

import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Under which account the server runs. PostgreSQL refuses root, and an account without a name, as
 * containers have them. A user namespace gives either another identity, to which its files still
 * are its own. Where namespaces are forbidden, as in many containers, root lets the server run as
 * nobody, who then owns the data folder.
 *
 * @param prefix put before a command
 * @param uid who must own what the server writes; -1: whoever does
 */
record Account(List<String> prefix, int uid) {

  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;
  private static final List<String> NAMESPACE = List.of("unshare", "--user");

  /**
   * @param folder the data folder, or where it shall be made
   */
  static Account forServer(Binaries binaries, Path folder) throws IOException {
    boolean root = isRoot();
    if (!root && !"?".equals(System.getProperty("user.name"))) {
      return new Account(List.of(), -1);
    }
    var candidates = root ? forRoot(uid(folder)) : List.of(new Account(NAMESPACE, -1));
    var tried = new ArrayList<String>();
    for (var account : candidates) {
      var command = account.command(List.of(binaries.program("postgres").toString(), "--version"));
      var outcome = Program.run(command);
      if (outcome.succeeded()) {
        return account;
      }
      tried.add(String.join(" ", account.prefix) + " (" + outcome.cause() + ")");
    }
    throw new UserError(
        "The embedded PostgreSQL does not run "
            + (root ? "as root" : "under an account without a name")
            + ", and what would help does not work here: "
            + String.join("; ", tried)
            + ". Run as an ordinary user, or set SPRING_DATASOURCE_URL to a PostgreSQL of your"
            + " own");
  }

  private static List<Account> forRoot(int owner) {
    var accounts = new ArrayList<Account>();
    if (owner != ROOT) {
      accounts.add(as(owner));
    }
    accounts.add(new Account(NAMESPACE, ROOT));
    if (owner != NOBODY) {
      accounts.add(as(NOBODY));
    }
    return accounts;
  }

  private static Account as(int uid) {
    return new Account(
        List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"), uid);
  }

  List<String> command(List<String> program) {
    var command = new ArrayList<>(prefix);
    command.addAll(program);
    return command;
  }

  /** Gives the server what it must own. The top comes last: killed on the way, it is done anew. */
  void own(Path top) throws IOException {
    if (uid < 0 || uid(top) == uid) {
      return;
    }
    List<Path> paths;
    try (var walk = Files.walk(top)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (var path : paths) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Lets the server's account reach what it owns in {@code folder}. */
  void letThrough(Path folder) throws IOException {
    if (uid > ROOT) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }
  }

  private static boolean isRoot() throws IOException {
    var self = Path.of("/proc/self");
    return Files.exists(self) ? uid(self) == ROOT : "root".equals(System.getProperty("user.name"));
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }
}
