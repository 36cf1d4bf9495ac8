package io.earlybrd.mail.dns;

import io.earlybrd.platform.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** Who may send for the envelope sender's domain: RFC 7208. */
public final class Spf {
  private static final String CHECK = "spf";
  private static final String VERSION = "v=spf1";
  private static final int MOST_LOOKUPS = 10;
  private static final Set<String> KNOWN =
      Set.of("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists");
  private static final Set<String> LOOKED_UP = Set.of("include", "a", "mx", "ptr", "exists");

  private final Dns dns;
  private final Set<String> included = new HashSet<>();
  private int lookups;
  private @Nullable String problem;
  private Dns.Answer.@Nullable Away away;

  private Spf(Dns dns) {
    this.dns = dns;
  }

  /**
   * @param domain of the envelope sender
   */
  public static Finding check(Dns dns, String domain, String mailHost) {
    return switch (dns.look(domain, Type.TXT)) {
      case Dns.Answer.Away(String reason) -> Finding.skipped(CHECK, reason, null);
      case Dns.Answer.Absent _ -> missing(domain, mailHost);
      case Dns.Answer.Found found -> {
        var records = records(found);
        yield switch (records.size()) {
          case 0 -> missing(domain, mailHost);
          case 1 -> new Spf(dns).judged(domain, records.getFirst(), mailHost);
          default ->
              Finding.failed(
                  CHECK,
                  "%s has %d SPF records, which counts as none: %s"
                      .formatted(domain, records.size(), String.join(" | ", records)),
                  "make one TXT record of them at " + domain);
        };
      }
    };
  }

  private static List<String> records(Dns.Answer.Found found) {
    return Dns.texts(found).stream()
        .filter(
            text -> {
              var lower = text.toLowerCase(Locale.ROOT);
              return lower.equals(VERSION) || lower.startsWith(VERSION + " ");
            })
        .toList();
  }

  private static Finding missing(String domain, String mailHost) {
    var mechanism = Provider.of(mailHost).map(p -> "include:" + p.include()).orElse(own(mailHost));
    return Finding.failed(
        CHECK,
        domain + " has no SPF record",
        "add the record: %s TXT \"%s %s ~all\"".formatted(domain, VERSION, mechanism));
  }

  /** What names a server of one's own; one on this host is mostly the domain's own. */
  private static String own(String mailHost) {
    if (mailHost.equals("localhost") || mailHost.startsWith("127.") || mailHost.equals("::1")) {
      return "a mx";
    }
    if (mailHost.matches("[0-9.]+")) {
      return "ip4:" + mailHost;
    }
    return mailHost.indexOf(':') >= 0 ? "ip6:" + mailHost : "a:" + mailHost;
  }

  private Finding judged(String domain, String record, String mailHost) {
    walk(domain, record, 0);
    if (problem != null) {
      return Finding.failed(
          CHECK,
          problem + ": receivers take the record for broken (" + record + ")",
          "mend the TXT record of " + domain);
    }
    var all = terms(record).stream().filter(t -> t.matches("[-+~?]?all")).findFirst().orElse("");
    if (all.equals("all") || all.equals("+all")) {
      return Finding.failed(
          CHECK,
          "“%s” at %s lets everybody send for it".formatted(all, domain),
          "replace it by ~all");
    }
    var provider = Provider.of(mailHost);
    if (provider.isPresent() && !included.contains(provider.get().include())) {
      return Finding.warning(
          CHECK,
          "%s does not name %s, which mails leave by: %s"
              .formatted(domain, provider.get().name(), record),
          "add include:%s to the TXT record of %s, before its “all”"
              .formatted(provider.get().include(), domain));
    }
    if (all.isEmpty() && !record.toLowerCase(Locale.ROOT).contains("redirect=")) {
      return Finding.warning(
          CHECK,
          "the record of %s does not say what of all others: %s".formatted(domain, record),
          "add ~all at its end");
    }
    if (all.equals("?all")) {
      return Finding.warning(
          CHECK, "“?all” at " + domain + " says nothing of all others", "replace it by ~all");
    }
    return away == null
        ? Finding.ok(CHECK, "%s (look-ups: %d of 10)".formatted(record, lookups))
        : Finding.skipped(CHECK, away.reason() + "; as far as it can be seen: " + record, null);
  }

  /** Counts the look-ups of a record and of all that it includes. */
  private void walk(String domain, String record, int depth) {
    for (var term : terms(record)) {
      if (problem != null || away != null) {
        return;
      }
      var mechanism = term.replaceFirst("^[-+~?]", "");
      var name = mechanism.replaceFirst("[:/=].*", "");
      boolean redirect = mechanism.startsWith("redirect=");
      if (!redirect && mechanism.indexOf('=') > 0 && mechanism.matches("[a-z][a-z0-9_.-]*=.*")) {
        continue;
      }
      if (!redirect && !KNOWN.contains(name)) {
        problem = "“" + term + "” at " + domain + " is no mechanism";
      } else if (redirect || LOOKED_UP.contains(name)) {
        lookups++;
        if (lookups > MOST_LOOKUPS) {
          problem = "it takes more than 10 look-ups";
        } else if (redirect || name.equals("include")) {
          follow(
              mechanism.substring(name.length() + 1 > mechanism.length() ? 0 : name.length() + 1),
              depth);
        }
      }
    }
  }

  private void follow(String target, int depth) {
    if (!included.add(target) || depth > MOST_LOOKUPS || target.contains("%{")) {
      return;
    }
    switch (dns.look(target, Type.TXT)) {
      case Dns.Answer.Away gone -> away = gone;
      case Dns.Answer.Absent _ -> problem = "it includes " + target + ", which has no SPF record";
      case Dns.Answer.Found found -> {
        var records = records(found);
        if (records.size() == 1) {
          walk(target, records.getFirst(), depth + 1);
        } else {
          problem = "it includes " + target + ", which has " + records.size() + " SPF records";
        }
      }
    }
  }

  private static List<String> terms(String record) {
    return List.of(record.toLowerCase(Locale.ROOT).strip().split(" +")).stream().skip(1).toList();
  }
}
