package io.earlybrd.mail.dns;

import crawlercommons.domains.EffectiveTldFinder;
import io.earlybrd.platform.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.Type;

/** What receivers are asked to do with mails that only pretend to be ours: RFC 7489. */
public final class Dmarc {
  private static final String CHECK = "dmarc";
  private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");

  private Dmarc() {}

  /**
   * @param domain of the From address
   */
  public static Finding check(Dns dns, String domain) {
    var own = look(dns, domain, domain, "p");
    var organization = organization(domain);
    if (own.state() != Finding.State.SKIPPED || organization.equals(domain)) {
      return own.state() == Finding.State.SKIPPED && own.fix() != null ? missing(own) : own;
    }
    if (own.fix() == null) {
      return own;
    }
    var inherited = look(dns, organization, domain, "sp");
    return inherited.state() == Finding.State.SKIPPED && inherited.fix() != null
        ? missing(own)
        : inherited;
  }

  /** The domain that somebody registered, which speaks for all below it. */
  static String organization(String domain) {
    var assigned = EffectiveTldFinder.getAssignedDomain(domain);
    return assigned == null || !domain.endsWith(assigned) ? domain : assigned;
  }

  private static Finding missing(Finding absent) {
    return Finding.failed(CHECK, absent.detail(), absent.fix());
  }

  /** Where there is none: skipped, with the record to add as its fix. */
  private static Finding look(Dns dns, String at, String domain, String policyTag) {
    var name = "_dmarc." + at;
    var absent =
        Finding.skipped(
            CHECK,
            domain + " has no DMARC record, which large receivers require",
            "add the record: _dmarc.%s TXT \"v=DMARC1; p=none; rua=mailto:postmaster@%s\""
                .formatted(domain, domain));
    return switch (dns.look(name, Type.TXT)) {
      case Dns.Answer.Away(String reason) -> Finding.skipped(CHECK, reason, null);
      case Dns.Answer.Absent _ -> absent;
      case Dns.Answer.Found found -> {
        var records =
            Dns.texts(found).stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).matches("v\\s*=\\s*dmarc1\\b.*"))
                .toList();
        yield records.isEmpty() ? absent : judged(name, records, policyTag);
      }
    };
  }

  private static Finding judged(String name, List<String> records, String policyTag) {
    if (records.size() > 1) {
      return Finding.failed(
          CHECK,
          name + " has " + records.size() + " DMARC records, which count as none",
          "keep one of them");
    }
    var record = records.getFirst();
    var tags = Tags.of(record);
    var policy = tags.getOrDefault(policyTag, tags.getOrDefault("p", "")).toLowerCase(Locale.ROOT);
    if (!POLICIES.contains(policy)) {
      return Finding.failed(
          CHECK,
          "%s has no policy that receivers understand: %s".formatted(name, record),
          "write p=none, p=quarantine or p=reject in the TXT record of " + name);
    }
    var note = tags.containsKey("rua") ? "" : " (no rua: nobody gets the reports)";
    if (policy.equals("none")) {
      return Finding.warning(
          CHECK,
          name + " only watches, p=none" + note,
          "once SPF and DKIM are right and the reports show no mail of yours that fails, make it"
              + " p=quarantine, later p=reject");
    }
    return Finding.ok(CHECK, record + note);
  }
}
