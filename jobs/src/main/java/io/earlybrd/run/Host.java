package io.earlybrd.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Which machine and process this is, for the history. */
public record Host(String name, long pid) {

  /** This one. */
  public static Host current() {
    return new Host(currentName(), ProcessHandle.current().pid());
  }

  private static String currentName() {
    // The kernel's name costs nothing; a look-up by the resolver can take seconds where DNS is
    // away.
    try {
      return java.nio.file.Files.readString(java.nio.file.Path.of("/proc/sys/kernel/hostname"))
          .strip();
    } catch (java.io.IOException e) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException unknown) {
        return "localhost";
      }
    }
  }
}
