package io.earlybrd.run;

import org.springframework.batch.core.BatchStatus;

/** How a command ends, for cron, systemd and Kubernetes. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  BUSY(3),
  STOPPED(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static ExitCode of(BatchStatus status) {
    return switch (status) {
      case COMPLETED -> DONE;
      case STOPPED, STOPPING -> STOPPED;
      default -> FAILED;
    };
  }
}
