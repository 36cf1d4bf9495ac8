package io.earlybrd.posting;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Titles in which boards say more than the title. */
public final class Titles {
  /** Characters of a company's name. What is longer before a colon is the title itself. */
  private static final int COMPANY = 60;

  private static final String JOINTS = " -–—|·•:,@";

  private Titles() {}

  /**
   * The parts of {@code Company: Title}.
   *
   * @param company null where the title names none
   */
  public record Parts(@Nullable String company, String title) {}

  /** At the first colon before a blank, where what stands before it is short enough for a name. */
  public static Parts split(String title) {
    int colon = title.indexOf(": ");
    if (colon <= 0 || colon > COMPANY) {
      return new Parts(null, title);
    }
    var company = title.substring(0, colon).strip();
    var rest = title.substring(colon + 2).strip();
    return company.isEmpty() || rest.isEmpty() ? new Parts(null, title) : new Parts(company, rest);
  }

  /**
   * Without {@code suffix} and what joins it to the title, such as a dash or {@code at}, unless
   * nothing would be left.
   */
  public static String withoutSuffix(String title, String suffix) {
    var end = suffix.strip();
    int start = title.length() - end.length();
    if (end.isEmpty() || start <= 0 || !title.regionMatches(true, start, end, 0, end.length())) {
      return title;
    }
    int at = start;
    while (at > 0 && JOINTS.indexOf(title.charAt(at - 1)) >= 0) {
      at--;
    }
    if (at == start) {
      // The end of a longer word.
      return title;
    }
    if (title.substring(0, at).toLowerCase(Locale.ROOT).endsWith(" at")) {
      at -= " at".length();
    }
    var rest = title.substring(0, at).strip();
    return rest.isEmpty() ? title : rest;
  }
}
