package io.earlybrd.mail.dns;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** {@code v=DMARC1; p=none}: the language of DKIM and DMARC records. */
final class Tags {
  private Tags() {}

  static Map<String, String> of(String record) {
    var tags = new HashMap<String, String>();
    for (var tag : record.split(";")) {
      int equals = tag.indexOf('=');
      if (equals > 0) {
        tags.putIfAbsent(
            tag.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            tag.substring(equals + 1).strip());
      }
    }
    return tags;
  }
}
