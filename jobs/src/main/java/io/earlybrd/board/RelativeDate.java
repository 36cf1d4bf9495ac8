package io.earlybrd.board;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dates in words: {@code Posted 2 Days Ago}, {@code gestern}, {@code il y a 3 heures}. Those by
 * days and longer are the start of that day in UTC, those by hours and shorter the start of that
 * hour, so that visits soon after each other find the same.
 */
final class RelativeDate {
  private static final int MOST_WORDS = 10;

  /** Nobody shows an older posting so. */
  private static final int MOST_YEARS = 20;

  private static final Map<String, Integer> DAYS = new HashMap<>();
  private static final Map<String, ChronoUnit> UNITS = new HashMap<>();

  private static final Set<String> NOW =
      words("now moments moment jetzt soeben maintenant ahora agora adesso nu teraz たった今 刚刚 방금");

  private static final Set<String> ONES =
      words("a an one ein eine einem einer un une una uno um uma een et en ett jeden");

  /** What may stand around. Anything else, such as {@code in}, makes it another kind of date. */
  private static final Set<String> FILLERS =
      words(
          "posted reposted published added active updated created listed open opened job on about",
          "ago just since vor seit hace há ha fa faz geleden temu sedan siden for för około circa"
              + " ca",
          "veröffentlicht gepostet publié publiée publicado publicada pubblicato geplaatst atrás"
              + " 전");

  /** May follow a day's name, and say no more than the time. */
  private static final Set<String> TIMES = words("at um à alle om kl am pm utc gmt o godz uhr h");

  static {
    days(0, "today heute hoy hoje oggi vandaag dziś dzisiaj idag сегодня 今日 本日 今天 오늘");
    days(0, "aujourd");
    days(1, "yesterday gestern hier ayer ontem ieri gisteren wczoraj igår вчера 昨日 昨天 어제");
    days(2, "vorgestern anteayer anteontem eergisteren przedwczoraj позавчера");
    units(
        ChronoUnit.SECONDS, "s sec secs second seconds sekunde sekunden seconde secondes segundo");
    units(ChronoUnit.SECONDS, "segundos secondi secondo seconden sekund sekunder 秒前");
    units(
        ChronoUnit.MINUTES, "m min mins minute minutes minuten minuto minutos minuti minut minuty");
    units(ChronoUnit.MINUTES, "minuter minutter minuut 分前 分钟前 분");
    units(
        ChronoUnit.HOURS, "h hr hrs hour hours stunde stunden std heure heures hora horas ora ore");
    units(
        ChronoUnit.HOURS, "uur uren godzin godziny godzinę timme timmar time timer 時間前 小时前 시간 시간전");
    units(
        ChronoUnit.DAYS, "d day days tag tage tagen jour jours j día días dia dias giorno giorni");
    units(ChronoUnit.DAYS, "dag dagen dagar dage dager dni dzień 日前 天前 일");
    units(ChronoUnit.WEEKS, "w wk wks week weeks woche wochen semaine semaines sem semana semanas");
    units(
        ChronoUnit.WEEKS,
        "settimana settimane weken vecka veckor uge uger uke uker tydzień tygodnie");
    units(ChronoUnit.WEEKS, "tygodni 週間前 周前 주");
    units(
        ChronoUnit.MONTHS,
        "mo mos mon mth mths month months monat monate monaten mois mes meses mês");
    units(
        ChronoUnit.MONTHS, "mese mesi maand maanden månad månader måned måneder miesiąc miesiące");
    units(ChronoUnit.MONTHS, "miesięcy か月前 ヶ月前 カ月前 个月前 個月前 개월");
    units(
        ChronoUnit.YEARS, "y yr yrs year years jahr jahre jahren an ans année années año años ano");
    units(ChronoUnit.YEARS, "anos anno anni jaar år rok lata lat 年前 년");
  }

  private RelativeDate() {}

  private static Set<String> words(String... lines) {
    return Set.copyOf(List.of(String.join(" ", lines).split(" ")));
  }

  private static void days(int ago, String names) {
    for (var name : names.split(" ")) {
      DAYS.put(name, ago);
    }
  }

  private static void units(ChronoUnit unit, String names) {
    for (var name : names.split(" ")) {
      UNITS.put(name, unit);
    }
  }

  /** Null where {@code text} is no such date, or says no more than that it is older than one. */
  static @Nullable Instant parse(String text, Instant now) {
    var lower =
        text.toLowerCase(Locale.ROOT)
            .replace("avant-hier", "vorgestern")
            .replace("il y a ", "vor ");
    if (lower.indexOf('+') >= 0 || lower.indexOf('>') >= 0) {
      return null;
    }
    var words = split(lower.replace("i går", "igår").replace("i dag", "idag"));
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      return null;
    }
    try {
      var day = dayByName(words, now);
      return day == null ? counted(words, now) : day;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Instant dayByName(List<String> words, Instant now) {
    Integer ago = null;
    for (var word : words) {
      var days = DAYS.get(word);
      if (days != null && ago == null) {
        ago = days;
      } else if (NOW.contains(word) || word.equals("just") && words.size() <= 2) {
        return onlyFillers(words) ? now.truncatedTo(ChronoUnit.HOURS) : null;
      } else if (ago == null ? !FILLERS.contains(word) : !isTime(word)) {
        return null;
      }
    }
    return ago == null ? null : startOfDay(date(now).minusDays(ago));
  }

  private static boolean onlyFillers(List<String> words) {
    return words.stream().allMatch(word -> NOW.contains(word) || FILLERS.contains(word));
  }

  private static boolean isTime(String word) {
    return TIMES.contains(word) || word.equals("hui") || isNumber(word);
  }

  /** Numbers and units in turn, the largest first: {@code 1 day 3 hours ago}. */
  private static @Nullable Instant counted(List<String> words, Instant now) {
    ChronoUnit largest = null;
    var date = now.atOffset(ZoneOffset.UTC);
    int number = -1;
    for (var word : words) {
      var unit = UNITS.get(word);
      if (isNumber(word)) {
        if (number >= 0) {
          return null;
        }
        number = Integer.parseInt(word);
      } else if (unit != null && number >= 0) {
        date = date.minus(number, unit);
        largest = largest == null ? unit : largest;
        number = -1;
      } else if (number < 0 && ONES.contains(word)) {
        number = 1;
      } else if (!FILLERS.contains(word)) {
        return null;
      }
    }
    if (largest == null || number >= 0 || date.toLocalDate().isBefore(oldest(now))) {
      return null;
    }
    return largest.isDateBased()
        ? startOfDay(date.toLocalDate())
        : date.toInstant().truncatedTo(ChronoUnit.HOURS);
  }

  private static LocalDate date(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static LocalDate oldest(Instant now) {
    return date(now).minusYears(MOST_YEARS);
  }

  private static Instant startOfDay(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static boolean isNumber(String word) {
    return word.length() <= 4 && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Runs of letters and runs of digits; {@code 2d} are two. */
  private static List<String> split(String text) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      int kind = at == text.length() ? 0 : kind(text.charAt(at));
      if (at > start && kind != kind(text.charAt(start))) {
        if (kind(text.charAt(start)) > 0) {
          words.add(text.substring(start, at));
        }
        start = at;
      }
    }
    return words;
  }

  private static int kind(char character) {
    return character >= '0' && character <= '9' ? 2 : Character.isLetter(character) ? 1 : 0;
  }
}
