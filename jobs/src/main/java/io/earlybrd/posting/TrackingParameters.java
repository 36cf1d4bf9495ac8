package io.earlybrd.posting;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parameters of a link that say where a visitor came from, not which posting it is. Known by name:
 * dropping a whole query would make one posting of many.
 */
public final class TrackingParameters {
  private static final Pattern SESSION_IN_PATH =
      Pattern.compile(";jsessionid=[^?#;/]*", Pattern.CASE_INSENSITIVE);

  private static final Set<String> ANYWHERE =
      Set.of(
          "_ga",
          "_gl",
          "_hsenc",
          "_hsmi",
          "__hsfp",
          "__hssc",
          "__hstc",
          "dclid",
          "fbclid",
          "gbraid",
          "gclid",
          "gclsrc",
          "gh_src",
          "hsctatracking",
          "igshid",
          "jsessionid",
          "lever-origin",
          "lever-source",
          "mc_cid",
          "mc_eid",
          "mkt_tok",
          "msclkid",
          "phpsessid",
          "trackingid",
          "trk",
          "trkinfo",
          "ttclid",
          "twclid",
          "vero_id",
          "wbraid",
          "yclid");

  /** Names that tell postings apart on other hosts: a "ref" often is a job's reference number. */
  private static final Map<String, Set<String>> ON_HOST =
      Map.of(
          "linkedin.com",
          Set.of("position", "pagenum", "refid", "ref", "originalsubdomain"),
          "indeed.com",
          Set.of("from", "tk", "xkcb", "xpse", "vjs"),
          "upwork.com",
          Set.of("source"));

  private TrackingParameters() {}

  /** {@code url} without them; everything else as it stands, in its order. */
  public static String removedFrom(String url) {
    int hash = url.indexOf('#');
    var fragment = hash < 0 ? "" : url.substring(hash);
    var address = hash < 0 ? url : url.substring(0, hash);
    int question = address.indexOf('?');
    var path = question < 0 ? address : address.substring(0, question);
    if (path.indexOf(';') >= 0) {
      path = SESSION_IN_PATH.matcher(path).replaceAll("");
    }
    if (question < 0) {
      return path + fragment;
    }
    var onHost = namesOn(host(address));
    var kept = new ArrayList<String>();
    for (var parameter : address.substring(question + 1).split("&")) {
      int equals = parameter.indexOf('=');
      var name = (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
      if (!name.startsWith("utm_") && !ANYWHERE.contains(name) && !onHost.contains(name)) {
        kept.add(parameter);
      }
    }
    return path + (kept.isEmpty() ? "" : "?" + String.join("&", kept)) + fragment;
  }

  private static Set<String> namesOn(String host) {
    for (var entry : ON_HOST.entrySet()) {
      if (host.equals(entry.getKey()) || host.endsWith("." + entry.getKey())) {
        return entry.getValue();
      }
    }
    return Set.of();
  }

  private static String host(String address) {
    int start = address.indexOf("://");
    if (start < 0) {
      return "";
    }
    int end = start + 3;
    while (end < address.length() && "/:?".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    return address.substring(start + 3, end).toLowerCase(Locale.ROOT);
  }
}
