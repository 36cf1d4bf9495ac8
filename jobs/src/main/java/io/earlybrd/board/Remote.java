package io.earlybrd.board;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a posting's work is done from anywhere, as boards say it. */
final class Remote {
  /** What parts a title: brackets, bars, and dashes with blanks. */
  private static final Pattern PARTS =
      Pattern.compile("[()\\[\\]|,;:–—·•/]|\\s-\\s|^-\\s|\\s-$|\\s@\\s");

  private static final Set<String> YES =
      Set.of(
          ("true, yes, y, 1, remote, fully remote, ja, oui, sí, si, sim, tak, full, fully,"
               + " anywhere, worldwide, global, telecommute, telework, virtual, distributed, wfh,"
               + " home based, 100")
              .split(", "));

  private static final Set<String> NO =
      Set.of(
          ("false, no, n, 0, none, nein, non, nie, não, never, on site, onsite, in office, office,"
                  + " in person, on premise, on premises, vor ort, präsenz, sur site, présentiel,"
                  + " presencial, in sede, op locatie, stacjonarnie, no telecommute, not eligible")
              .split(", "));

  private static final List<String> WORDS_FOR_IT =
      List.of(
          ("remote, remotely, telecommute, telecommuting, telework, homeoffice, home office, work"
                  + " from home, working from home, work from anywhere, working from anywhere, wfh,"
                  + " home based, télétravail, teletravail, teletrabajo, teletrabalho, telelavoro,"
                  + " smart working, remoto, remota, thuiswerken, zdalna, zdalnie, praca zdalna,"
                  + " distans, hemarbete, hjemmekontor, удаленно, удалённо, удаленная работа")
              .split(", "));

  /** Part of the time, or perhaps. */
  private static final List<String> IN_PART =
      List.of(
          ("hybrid, hybride, hybrides, híbrido, híbrida, hibrido, ibrido, hybrydowa, hybrydowo,"
               + " hybridi, partial, partially, partly, partiel, partielle, parcial, parziale,"
               + " teilweise, zeitweise, gelegentlich, occasional, occasionally, occasionnel,"
               + " temporarily, temporär, flex, flexible, optional, on site, onsite, in office, vor"
               + " ort, ponctuel, days, tage, jours, möglich, possible")
              .split(", "));

  private static final List<String> DENIED =
      List.of(
          ("no, not, non, nicht, kein, keine, keinen, pas, pas de, sin, sem, senza, geen, "
                  + "ingen, without")
              .split(", "));

  private static final List<String> BETWEEN =
      List.of(" ", " a ", " fully ", " currently ", " eligible for ", " available for ");

  private static final List<String> WHOLLY =
      List.of("fully remote", "100 remote", "work from home", "work from anywhere");

  private static final List<String> ANYWHERE =
      List.of(
          ("anywhere, anywhere in the world, worldwide, work from anywhere, virtual, "
                  + "homeoffice, home office, home based, everywhere")
              .split(", "));

  /** What may follow in a title's part that begins with the word: a region, not a profession. */
  private static final Set<String> REGIONS =
      Set.of(
          ("us usa uk eu emea latam apac na eea europe canada germany france spain italy poland"
               + " india brazil mexico america americas north south latin asia africa worldwide"
               + " global anywhere only first ok friendly position job role work contract fulltime"
               + " full part time in within from the based united states kingdom or and world est"
               + " pst cst cet timezone timezones eligible option opportunity deutschland")
              .split(" "));

  private Remote() {}

  /**
   * Of a field that speaks of nothing else.
   *
   * @return null where it is done from anywhere in part only, or the field does not say
   */
  static @Nullable Boolean of(@Nullable String text) {
    var value = text == null || text.length() > 500 ? "" : words(text);
    if (YES.contains(value)) {
      return true;
    }
    if (NO.contains(value)) {
      return false;
    }
    var spoken = wordForIt(value);
    if (spoken == null) {
      return null;
    }
    if (isDenied(value, spoken)) {
      return false;
    }
    return hasAny(value, IN_PART) || isShare(value) ? null : Boolean.TRUE;
  }

  /**
   * Of a place and a title, which speak of other things as well.
   *
   * @return true where one of them clearly says so, else null
   */
  static @Nullable Boolean inLocation(@Nullable String location, @Nullable String title) {
    return location != null && isRemotePlace(location) || title != null && isRemoteTitle(title)
        ? Boolean.TRUE
        : null;
  }

  private static boolean isRemotePlace(String location) {
    var value = words(location);
    var spoken = wordForIt(value);
    boolean anywhere = ANYWHERE.contains(value) || value.startsWith("anywhere in ");
    return (anywhere || spoken != null && !isDenied(value, spoken)) && !hasAny(value, IN_PART);
  }

  /** Set apart from the rest, since a "Remote Sensing Engineer" sits in an office. */
  private static boolean isRemoteTitle(String title) {
    var value = words(title);
    var spoken = wordForIt(value);
    if (spoken == null || isDenied(value, spoken)) {
      return false;
    }
    boolean apart = hasAny(value, WHOLLY);
    for (var part : PARTS.split(title)) {
      var words = words(part);
      if (!words.isEmpty() && isMadeOf(words, IN_PART)) {
        return false;
      }
      apart |= isMadeOf(words, WORDS_FOR_IT);
    }
    return apart;
  }

  /** Of one of {@code phrases} and regions only. */
  private static boolean isMadeOf(String part, List<String> phrases) {
    for (var phrase : phrases) {
      if (has(part, phrase)) {
        var others = part.replace(phrase, " ").strip();
        if (others.isEmpty() || REGIONS.containsAll(List.of(others.split(" +")))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Letters and digits in small letters, with one blank between words. */
  private static String words(String text) {
    var out = new StringBuilder(text.length());
    boolean parted = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (!Character.isLetterOrDigit(character)) {
        parted = true;
        continue;
      }
      if (parted && !out.isEmpty()) {
        out.append(' ');
      }
      parted = false;
      out.append(Character.toLowerCase(character));
    }
    return out.toString();
  }

  private static @Nullable String wordForIt(String value) {
    for (var word : WORDS_FOR_IT) {
      if (has(value, word)) {
        return word;
      }
    }
    return null;
  }

  private static boolean isDenied(String value, String spoken) {
    for (var no : DENIED) {
      for (var between : BETWEEN) {
        if (has(value, no + between + spoken)) {
          return true;
        }
      }
    }
    return has(value, spoken + " no")
        || has(value, spoken + " false")
        || has(value, spoken + " none");
  }

  private static boolean hasAny(String value, List<String> words) {
    for (var word : words) {
      if (has(value, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(String value, String words) {
    for (int at = value.indexOf(words); at >= 0; at = value.indexOf(words, at + 1)) {
      int end = at + words.length();
      if ((at == 0 || value.charAt(at - 1) == ' ')
          && (end == value.length() || value.charAt(end) == ' ')) {
        return true;
      }
    }
    return false;
  }

  /** 60% remote, or 2 days of it. */
  private static boolean isShare(String value) {
    for (var word : value.split(" ")) {
      if (word.length() <= 2 && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return true;
      }
    }
    return false;
  }
}
