package io.earlybrd.mail.dns;

import io.earlybrd.platform.Finding;
import java.util.stream.Collectors;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Whether a domain takes mail: answers, bounces and mails that unsubscribe go to it. */
public final class Inbox {
  private Inbox() {}

  /**
   * @param check the name of the finding
   * @param address whose domain is looked at
   */
  public static Finding check(Dns dns, String check, String address) {
    var domain = address.substring(address.indexOf('@') + 1);
    return switch (dns.look(domain, Type.MX)) {
      case Dns.Answer.Away(String reason) -> Finding.skipped(check, address + ": " + reason, null);
      case Dns.Answer.Found found
          when found.records().stream()
              .anyMatch(mx -> ((MXRecord) mx).getTarget().equals(Name.root)) ->
          Finding.failed(
              check, address + ": " + domain + " says that it takes no mail (MX .)", fix(domain));
      case Dns.Answer.Found found ->
          Finding.ok(
              check,
              address
                  + ", received by "
                  + found.records().stream()
                      .map(mx -> ((MXRecord) mx).getTarget().toString(true))
                      .limit(3)
                      .collect(Collectors.joining(", ")));
      case Dns.Answer.Absent _ -> withoutMx(dns, check, address, domain);
    };
  }

  private static Finding withoutMx(Dns dns, String check, String address, String domain) {
    for (int type : new int[] {Type.A, Type.AAAA}) {
      switch (dns.look(domain, type)) {
        case Dns.Answer.Away(String reason) -> {
          return Finding.skipped(check, address + ": " + reason, null);
        }
        case Dns.Answer.Found _ -> {
          return Finding.ok(check, address + ", received by " + domain + " itself (no MX)");
        }
        case Dns.Answer.Absent _ -> {}
      }
    }
    return Finding.failed(
        check, address + ": " + domain + " has no mail server, and no address", fix(domain));
  }

  private static String fix(String domain) {
    return "add the record: %s MX 10 MAILSERVER, or send from a domain that takes mail"
        .formatted(domain);
  }
}
