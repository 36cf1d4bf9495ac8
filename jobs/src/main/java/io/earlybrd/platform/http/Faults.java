package io.earlybrd.platform.http;

import io.earlybrd.platform.Units;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What went wrong, in words that go on after an address. */
final class Faults {
  private Faults() {}

  /** Before there was an answer. */
  static Refusal unanswered(Exception e) {
    return switch (e) {
      case Refusal refusal -> refusal;
      case UnknownHostException _ -> new Refusal("has a host that is not known");
      case ConnectException _ -> new Refusal("could not be connected to: " + shown(e));
      case NoRouteToHostException _ -> new Refusal("could not be connected to: " + shown(e));
      case SocketTimeoutException _ -> new Refusal("did not answer in time");
      case SSLException _ -> new Refusal("could not be connected to securely: " + shown(e));
      case NoHttpResponseException _ -> new Refusal("hung up without an answer");
      case MessageConstraintException _ -> new Refusal("did not come to an end with its headers");
      case HttpException _ -> new Refusal("did not answer in HTTP: " + shown(e));
      default -> new Refusal("could not be fetched: " + shown(e));
    };
  }

  /** In the middle of an answer's body. */
  static Refusal brokenOff(Exception e) {
    return e instanceof Refusal refusal
        ? refusal
        : new Refusal("broke off before its end (" + shown(e) + ")");
  }

  static String slow(Duration timeout) {
    return "did not answer in full within " + Units.shown(timeout);
  }

  private static String shown(Exception e) {
    return shown(String.valueOf(e.getMessage()));
  }

  /** Others' text in one line of ours. */
  static String shown(String text) {
    var line = text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
