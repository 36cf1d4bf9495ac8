package io.earlybrd.mail.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.Finding;
import io.earlybrd.platform.Finding.State;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** What is said of a sender's domain, asked of a real name server on loopback. */
class SenderDomainTest {
  private static final String DOMAIN = "alerts.example.org";
  private static final String RELAY = "smtp.mailgun.org";

  private final ZoneServer zone = new ZoneServer();

  @AfterEach
  void close() {
    zone.close();
  }

  @Test
  void a_right_spf_record_is_ok() {
    zone.txt(DOMAIN, "google-site-verification=x", "v=spf1 include:mailgun.org ~all")
        .txt("mailgun.org", "v=spf1 include:_spf.mailgun.org ~all")
        .txt("_spf.mailgun.org", "v=spf1 ip4:192.0.2.0/24 ~all");

    assertThat(spf())
        .isEqualTo(Finding.ok("spf", "v=spf1 include:mailgun.org ~all (look-ups: 2 of 10)"));
  }

  @Test
  void a_missing_spf_record_is_named_as_it_has_to_be() {
    assertThat(spf())
        .isEqualTo(
            Finding.failed(
                "spf",
                DOMAIN + " has no SPF record",
                "add the record: alerts.example.org TXT \"v=spf1 include:mailgun.org ~all\""));
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 include:mailgun.org +all, FAILED, everybody",
    "v=spf1 include:mailgun.org all, FAILED, everybody",
    "v=spf1 include:mailgun.org, WARNING, all others",
    "v=spf1 include:mailgun.org ?all, WARNING, says nothing",
    "v=spf1 mx -all, WARNING, does not name Mailgun",
    "v=spf1 includes:mailgun.org -all, FAILED, is no mechanism",
    "v=spf1 include:nowhere.example -all, FAILED, has no SPF record",
    "v=spf1 include:many.example -all, FAILED, more than 10 look-ups",
    "v=spf1 redirect=mailgun.org, OK, redirect=mailgun.org",
    "v=spf1 include:mailgun.org include:loop.example exp=why.example ~all, OK, look-ups: 3"
  })
  void what_is_wrong_with_an_spf_record_is_said(String record, State state, String words) {
    zone.txt(DOMAIN, record)
        .txt("mailgun.org", "v=spf1 ip4:192.0.2.0/24 ~all")
        .txt("loop.example", "v=spf1 include:loop.example ~all")
        .txt("many.example", "v=spf1 " + "a ".repeat(10) + "~all");

    assertThat(spf().state()).isEqualTo(state);
    assertThat(spf().detail()).contains(words);
  }

  @Test
  void two_spf_records_count_as_none() {
    zone.txt(DOMAIN, "v=spf1 mx -all", "v=spf1 a -all");

    assertThat(spf().state()).isEqualTo(State.FAILED);
    assertThat(spf().detail()).contains("2 SPF records");
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED})
  void a_name_server_that_cannot_say_means_nothing_is_missing(int code) {
    zone.failing(code);

    assertThat(List.of(spf(), dmarc(), dkim(), Inbox.check(dns(), "mail_from", "a@" + DOMAIN)))
        .allSatisfy(finding -> assertThat(finding.state()).isEqualTo(State.SKIPPED))
        .allSatisfy(finding -> assertThat(finding.detail()).contains("DNS cannot be asked"));
  }

  @Test
  void a_name_server_that_knows_no_name_at_all_means_nothing_is_missing() {
    assertThat(Spf.check(Dns.probed(zone.address()), DOMAIN, RELAY).state())
        .isEqualTo(State.SKIPPED);
  }

  @Test
  void a_name_server_that_is_silent_is_given_up() throws Exception {
    try (var silent =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      var dns =
          Dns.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort()));

      assertThat(Spf.check(dns, DOMAIN, RELAY).state()).isEqualTo(State.SKIPPED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v=DMARC1; p=reject; rua=mailto:a@example.org, OK, p=reject",
    "v=DMARC1;p=quarantine, OK, no rua",
    "v=DMARC1; p=none; rua=mailto:a@example.org, WARNING, only watches",
    "v=DMARC1; p=rejct, FAILED, no policy"
  })
  void a_dmarc_record_is_judged_by_its_policy(String record, State state, String words) {
    zone.txt("_dmarc." + DOMAIN, record);

    assertThat(dmarc().state()).isEqualTo(state);
    assertThat(dmarc().detail()).contains(words);
  }

  @Test
  void the_organization_speaks_for_the_domains_below_it() {
    zone.txt("_dmarc.example.org", "v=DMARC1; p=reject; sp=none; rua=mailto:a@example.org");

    assertThat(dmarc().state()).isEqualTo(State.WARNING);
    assertThat(dmarc().detail()).contains("_dmarc.example.org");
  }

  @Test
  void a_missing_dmarc_record_is_named_as_it_has_to_be() {
    assertThat(dmarc().state()).isEqualTo(State.FAILED);
    assertThat(dmarc().fix()).contains("_dmarc.alerts.example.org TXT \"v=DMARC1; p=none;");
  }

  @Test
  void a_key_under_a_usual_selector_is_found() throws Exception {
    zone.txt("k1._domainkey." + DOMAIN, key(2048));

    assertThat(dkim()).isEqualTo(Finding.ok("dkim", DOMAIN + " has k1 (RSA, 2048 bits)"));
  }

  @Test
  void a_key_behind_an_alias_is_found() throws Exception {
    zone.cname("s1._domainkey." + DOMAIN, "s1.provider.example")
        .txt("s1.provider.example", key(1024));

    assertThat(dkim().detail()).contains("s1 (RSA, 1024 bits)");
  }

  @Test
  void an_alias_that_leads_nowhere_fails() {
    zone.cname("s1._domainkey." + DOMAIN, "s1.provider.example");

    assertThat(dkim().state()).isEqualTo(State.FAILED);
    assertThat(dkim().detail()).contains("s1.provider.example, where there is nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "v=DKIM1; p=, is revoked",
    "v=DKIM1; p=AAAA, is no key",
    "v=DKIM1; k=dsa; p=AAAA, is of a kind that nobody knows"
  })
  void a_key_that_does_not_hold_fails(String record, String words) {
    zone.txt("k1._domainkey." + DOMAIN, record);

    assertThat(dkim().state()).isEqualTo(State.FAILED);
    assertThat(dkim().detail()).contains(words);
  }

  @Test
  void a_short_key_fails() throws Exception {
    zone.txt("k1._domainkey." + DOMAIN, key(768));

    assertThat(dkim().detail()).contains("has 768 bits");
  }

  @Test
  void that_no_usual_selector_has_a_key_is_a_warning_and_that_a_named_one_has_none_a_failure() {
    assertThat(dkim().state()).isEqualTo(State.WARNING);
    assertThat(Dkim.check(dns(), DOMAIN, List.of("mine")).state()).isEqualTo(State.FAILED);
  }

  @Test
  void a_domain_that_takes_mail_is_ok() {
    zone.mx(DOMAIN, "mx.example.org");

    assertThat(Inbox.check(dns(), "mail_from", "alerts@" + DOMAIN))
        .isEqualTo(
            Finding.ok("mail_from", "alerts@alerts.example.org, received by mx.example.org"));
  }

  @Test
  void a_domain_that_takes_no_mail_fails() {
    assertThat(Inbox.check(dns(), "mail_from", "a@" + DOMAIN).state()).isEqualTo(State.FAILED);
    zone.mx(DOMAIN, ".");
    assertThat(Inbox.check(dns(), "mail_from", "a@" + DOMAIN).detail()).contains("takes no mail");
  }

  private static String key(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    var key = generator.generateKeyPair().getPublic().getEncoded();
    return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(key);
  }

  private Dns dns() {
    return Dns.at(zone.address());
  }

  private Finding spf() {
    return Spf.check(dns(), DOMAIN, RELAY);
  }

  private Finding dkim() {
    return Dkim.check(dns(), DOMAIN, List.of());
  }

  private Finding dmarc() {
    return Dmarc.check(dns(), DOMAIN);
  }
}
