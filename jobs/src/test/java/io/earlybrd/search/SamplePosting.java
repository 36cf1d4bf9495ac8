package io.earlybrd.search;

import io.earlybrd.search.SearchVector.Paid;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A posting as the file of examples writes it: {@code Title // description [company=Acme; …]}. */
record SamplePosting(String title, String description, Map<String, String> facts) {
  private static final Pattern SHAPE =
      Pattern.compile("(.*?)//(.*?)(?:\\[([a-z]+(?:=[^\\]]*)?)\\])?\\s*");

  private static final Pattern PAY = Pattern.compile("(\\d*)-(\\d*)(?: ([A-Z]{3}))?(?: a (\\w+))?");

  static SamplePosting of(String title, String description) {
    return new SamplePosting(title, description, Map.of());
  }

  static SamplePosting read(String text) {
    var parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    var facts = new HashMap<String, String>();
    if (parts.group(3) != null) {
      for (var fact : parts.group(3).split("; ")) {
        int equals = fact.indexOf('=');
        facts.put(
            equals < 0 ? fact : fact.substring(0, equals),
            equals < 0 ? "yes" : fact.substring(equals + 1));
      }
    }
    return new SamplePosting(parts.group(1).strip(), parts.group(2).strip(), facts);
  }

  String board() {
    return facts.getOrDefault("board", "sample");
  }

  String vector() {
    var remote = facts.get("remote");
    return SearchVector.of(
        title,
        facts.get("company"),
        facts.get("location"),
        remote == null ? null : remote.equals("yes"),
        paid(),
        facts.get("department"),
        description);
  }

  private @Nullable Paid paid() {
    var pay = PAY.matcher(facts.getOrDefault("pay", ""));
    return pay.matches()
        ? new Paid(number(pay.group(1)), number(pay.group(2)), pay.group(3), pay.group(4))
        : null;
  }

  private static @Nullable BigDecimal number(String digits) {
    return digits.isEmpty() ? null : new BigDecimal(digits);
  }
}
