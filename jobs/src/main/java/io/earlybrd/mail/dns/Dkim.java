package io.earlybrd.mail.dns;

import io.earlybrd.platform.Finding;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** The keys that the sender's domain publishes: RFC 6376. */
public final class Dkim {
  private static final String CHECK = "dkim";
  private static final int LEAST_BITS = 1024;

  /** Nobody can list a domain's selectors; these are what providers and their manuals use. */
  private static final List<String> USUAL =
      List.of(
          "k1",
          "k2",
          "mx",
          "smtp",
          "mailo",
          "pic",
          "mta",
          "mg",
          "default",
          "google",
          "selector1",
          "selector2",
          "s1",
          "s2",
          "dkim",
          "mail",
          "pm",
          "fm1",
          "fm2",
          "mailjet",
          "mandrill");

  private Dkim() {}

  /** How a selector's key is. */
  private sealed interface Key {
    record Good(String selector, String what) implements Key {}

    record Bad(String selector, String why) implements Key {}

    record None() implements Key {}

    record Unknown(String reason) implements Key {}
  }

  /**
   * @param configured the selectors to look for; empty: those that are usual
   */
  public static Finding check(Dns dns, String domain, List<String> configured) {
    boolean named = !configured.isEmpty();
    var answers =
        (named ? configured : USUAL)
            .stream()
                .map(
                    selector ->
                        dns.ask(selector + "._domainkey." + domain, Type.TXT)
                            .thenApply(answer -> key(selector, answer, named)))
                .toList();
    var good = new ArrayList<String>();
    var bad = new ArrayList<String>();
    String away = null;
    for (var answer : answers) {
      switch (answer.join()) {
        case Key.Good key -> good.add(key.selector() + " (" + key.what() + ")");
        case Key.Bad key -> bad.add(key.selector() + " " + key.why());
        case Key.None _ -> {}
        case Key.Unknown(String reason) -> away = reason;
      }
    }
    return found(domain, named, good, bad, away);
  }

  private static Finding found(
      String domain, boolean named, List<String> good, List<String> bad, @Nullable String away) {
    if (!bad.isEmpty() && (named || good.isEmpty())) {
      return Finding.failed(
          CHECK,
          "keys of " + domain + " that do not hold: " + String.join("; ", bad),
          "make a new key at your mail provider, and add the TXT or CNAME record that it shows");
    }
    if (!good.isEmpty()) {
      return Finding.ok(CHECK, domain + " has " + String.join(", ", good));
    }
    if (away != null) {
      return Finding.skipped(CHECK, away, null);
    }
    var what = "no key was found under the usual selectors at " + domain;
    var fix =
        "add the record that your mail provider shows, such as: SELECTOR._domainkey."
            + domain
            + " TXT \"v=DKIM1; k=rsa; p=…\"; where there is one, name it:"
            + " EARLYBRD_DKIM_SELECTORS=SELECTOR";
    return Finding.warning(CHECK, what, fix);
  }

  private static Key key(String selector, Dns.Answer answer, boolean named) {
    return switch (answer) {
      case Dns.Answer.Away(String reason) -> new Key.Unknown(reason);
      case Dns.Answer.Absent(String alias) when alias != null ->
          new Key.Bad(selector, "leads to " + alias + ", where there is nothing");
      case Dns.Answer.Absent _ -> named ? new Key.Bad(selector, "has no record") : new Key.None();
      case Dns.Answer.Found found -> {
        // A wildcard answers for every selector, with something that is no key.
        var keys = Dns.texts(found).stream().filter(t -> Tags.of(t).containsKey("p")).toList();
        if (keys.size() == 1) {
          yield judged(selector, keys.getFirst());
        }
        yield keys.isEmpty() && !named
            ? new Key.None()
            : new Key.Bad(selector, "has " + keys.size() + " keys");
      }
    };
  }

  private static Key judged(String selector, String record) {
    var tags = Tags.of(record);
    var key = tags.getOrDefault("p", "").replaceAll("\\s", "");
    var type = tags.getOrDefault("k", "rsa").toLowerCase(Locale.ROOT);
    if (key.isEmpty()) {
      return new Key.Bad(selector, "is revoked");
    }
    if (!tags.getOrDefault("v", "DKIM1").equals("DKIM1")) {
      return new Key.Bad(selector, "is of a version that nobody knows");
    }
    try {
      var bytes = Base64.getDecoder().decode(key);
      if (type.equals("ed25519")) {
        return bytes.length == 32
            ? new Key.Good(selector, "Ed25519" + testing(tags.getOrDefault("t", "")))
            : new Key.Bad(selector, "is no Ed25519 key");
      }
      if (!type.equals("rsa")) {
        return new Key.Bad(selector, "is of a kind that nobody knows: " + type);
      }
      int bits =
          ((RSAPublicKey)
                  KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes)))
              .getModulus()
              .bitLength();
      return bits < LEAST_BITS
          ? new Key.Bad(selector, "has " + bits + " bits, and receivers ignore less than 1024")
          : new Key.Good(selector, "RSA, " + bits + " bits" + testing(tags.getOrDefault("t", "")));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return new Key.Bad(selector, "is no key: is a part of it missing?");
    }
  }

  private static String testing(String flags) {
    return List.of(flags.split(":")).contains("y") ? ", for testing only" : "";
  }
}
