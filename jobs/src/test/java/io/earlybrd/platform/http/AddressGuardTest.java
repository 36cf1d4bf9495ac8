package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.UserError;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private final AddressGuard guard = AddressGuard.allowing(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "100.100.100.200",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001::1",
        "100::1"
      })
  void what_is_not_public_is_refused(String address) {
    assertThat(guard.allows(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.1.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "64:ff9b::8.8.8.8",
        "2002:808:808::"
      })
  void what_is_public_is_allowed(String address) {
    assertThat(guard.allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void only_what_is_named_is_allowed_beside() {
    var some = AddressGuard.allowing(List.of("127.0.0.1", "10.4.0.0/14", "fd12::/16"));

    assertThat(some.allows(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(some.allows(InetAddress.ofLiteral("127.0.0.2"))).isFalse();
    assertThat(some.allows(InetAddress.ofLiteral("10.7.255.255"))).isTrue();
    assertThat(some.allows(InetAddress.ofLiteral("10.8.0.0"))).isFalse();
    assertThat(some.allows(InetAddress.ofLiteral("fd12:1::1"))).isTrue();
    assertThat(some.allows(InetAddress.ofLiteral("fd13::1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0/8",
        "fd00::/129",
        "10.0.0.0/x",
        "/8",
        "1"
      })
  void a_malformed_block_names_the_variable(String text) {
    assertThatThrownBy(() -> AddressGuard.allowing(List.of(text)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("EARLYBRD_FETCH_ALLOW")
        .hasMessageContaining(text);
  }
}
