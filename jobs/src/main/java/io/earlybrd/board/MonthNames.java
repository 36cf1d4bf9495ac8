package io.earlybrd.board;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Months by their names in the languages of the boards, whole or cut short. */
final class MonthNames {
  private static final Map<String, Integer> BY_NAME = new HashMap<>();

  /** Letters that tell a month from all others of its language. */
  private static final int SHORTEST = 3;

  static {
    names("january february march april may june july august september october november december");
    names("januar februar märz april mai juni juli august september oktober november dezember");
    names("jänner feber maerz april mai juno julei august sept oktober november dezember");
    names("janvier février mars avril mai juin juillet août septembre octobre novembre décembre");
    names(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre");
    names(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
            + " dicembre");
    names(
        "januari februari maart april mei juni juli augustus september oktober november december");
    names("januari februari mars april maj juni juli augusti september oktober november december");
    names("januar februar marts april maj juni juli august september oktober november december");
    names("januar februar mars april mai juni juli august september oktober november desember");
    names(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro");
    names(
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad"
            + " grudzień");
    names(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada"
            + " grudnia");
    names("января февраля марта апреля мая июня июля августа сентября октября ноября декабря");
    // Of two French months.
    BY_NAME.remove("jui");
    BY_NAME.put("mrt", 3);
    BY_NAME.put("mrz", 3);
  }

  private MonthNames() {}

  private static void names(String year) {
    var months = year.split(" ");
    for (int i = 0; i < months.length; i++) {
      var name = folded(months[i]);
      for (int length = Math.min(SHORTEST, name.length()); length <= name.length(); length++) {
        var other = BY_NAME.putIfAbsent(name.substring(0, length), i + 1);
        if (other != null && other != i + 1 && length == name.length()) {
          throw new IllegalStateException(name + " is month " + other + " and " + (i + 1));
        }
      }
    }
  }

  /** 1 to 12, or 0 where {@code name} is no month's. */
  static int month(String name) {
    return BY_NAME.getOrDefault(folded(name), 0);
  }

  private static String folded(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    boolean ascii = lower.chars().allMatch(c -> c < 0x80);
    return ascii
        ? lower
        : Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
  }
}
