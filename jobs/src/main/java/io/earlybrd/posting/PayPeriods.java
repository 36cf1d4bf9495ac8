package io.earlybrd.posting;

import io.earlybrd.posting.PayRange.Period;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words for what pay is paid for, in the languages of the boards. */
final class PayPeriods {
  /** Say it wherever they stand. */
  private static final Map<String, Period> ADVERBS = new HashMap<>();

  /** Say it behind {@code per} or a slash, and alone in a field that holds nothing but pay. */
  private static final Map<String, Period> NOUNS = new HashMap<>();

  /** Say it behind a slash or a {@code p}. */
  private static final Map<String, Period> LETTERS = new HashMap<>();

  /** Say it right behind an amount, and alone in a field. */
  private static final Map<String, Period> SHORTS = new HashMap<>();

  /** Chinese, Japanese and Korean words, which stand unparted from others. */
  private static final Map<String, Period> UNPARTED = new HashMap<>();

  /** A project's whole price, unless a time is named, too. */
  private static final Set<String> PROJECT =
      Set.of("project", "fixed", "budget", "flat", "forfait", "pauschal", "projekt", "projet");

  private static final Set<String> CONNECTORS =
      Set.of(
          ("per a an each every the pro je im par por al ao all l à pr p i na za в за w om dans"
                  + " der di de del")
              .split(" "));

  /** Of two weeks, or of half a month: none of ours. */
  private static final Set<String> MULTIPLES =
      Set.of(
          "bi", "semi", "twice", "biweekly", "fortnight", "fortnightly", "bimonthly", "quarterly");

  static {
    put(ADVERBS, Period.HOUR, "hourly stündlich horaire stundenlohn stundensatz timlön timepris");
    put(ADVERBS, Period.DAY, "daily täglich journalier tagessatz tjm diario diária dagtarief");
    put(ADVERBS, Period.WEEK, "weekly wöchentlich hebdomadaire semanal settimanale wekelijks");
    put(ADVERBS, Period.MONTH, "monthly monatlich mensuel mensuels mensuelle mensual mensuales");
    put(
        ADVERBS,
        Period.MONTH,
        "mensal mensais mensile mensili maandelijks miesięcznie monatsgehalt");
    put(ADVERBS, Period.YEAR, "yearly annual annually annum annualized jährlich annuel annuels");
    put(ADVERBS, Period.YEAR, "annuelle annuo annua annui anual anuales anuais jaarlijks rocznie");
    put(
        ADVERBS,
        Period.YEAR,
        "årlig årligen jahresgehalt bruttojahresgehalt jahresbrutto jaarsalaris");
    put(NOUNS, Period.HOUR, "hour hours hr hrs stunde stunden std heure heures hora horas ora uur");
    put(NOUNS, Period.HOUR, "timme timmen timma tim timen godz godzina godzinę godzinie час ч");
    put(NOUNS, Period.DAY, "day days tag tage jour jours día dia dias días giorno dag dzień день");
    put(NOUNS, Period.WEEK, "week weeks wk woche wochen semaine semana settimana vecka uge uke");
    put(NOUNS, Period.WEEK, "tydzień неделя неделю");
    put(
        NOUNS,
        Period.MONTH,
        "month months mo mth monat monate mois mes meses mês mese maand månad");
    put(NOUNS, Period.MONTH, "mån måned mnd miesiąc mies mc месяц мес");
    put(NOUNS, Period.YEAR, "year years yr yrs jahr jahre année año ano anno jaar år rok год");
    put(LETTERS, Period.HOUR, "h");
    put(LETTERS, Period.DAY, "d j");
    put(LETTERS, Period.WEEK, "w");
    put(LETTERS, Period.MONTH, "m");
    put(LETTERS, Period.YEAR, "y a an");
    put(SHORTS, Period.HOUR, "ph");
    put(SHORTS, Period.DAY, "pd");
    put(SHORTS, Period.WEEK, "pw");
    put(SHORTS, Period.MONTH, "pm pcm");
    put(SHORTS, Period.YEAR, "pa lpa");
    put(UNPARTED, Period.HOUR, "時給 时薪 時薪 시급 時間 小时 小時 시간");
    put(UNPARTED, Period.DAY, "日給 日薪 일급 天 日");
    put(UNPARTED, Period.WEEK, "週給 周薪 週 周");
    put(UNPARTED, Period.MONTH, "月給 月収 月薪 월급 月 월");
    put(UNPARTED, Period.YEAR, "年収 年俸 年薪 年给 연봉 年 년");
  }

  private PayPeriods() {}

  private static void put(Map<String, Period> words, Period period, String names) {
    for (var name : names.split(" ")) {
      words.put(name, period);
    }
  }

  /** Of a field that holds a period and nothing else: {@code per-year-salary}, {@code P1Y}. */
  static @Nullable Period of(@Nullable String written) {
    if (written == null || written.length() > 100) {
      return null;
    }
    var text = written.strip().toLowerCase(Locale.ROOT);
    switch (text) {
      case "pt1h", "h" -> {
        return Period.HOUR;
      }
      case "p1d", "d" -> {
        return Period.DAY;
      }
      case "p1w", "w" -> {
        return Period.WEEK;
      }
      case "p1m", "m" -> {
        return Period.MONTH;
      }
      case "p1y", "y", "a" -> {
        return Period.YEAR;
      }
      case "one-time", "one_time", "onetime", "total" -> {
        return Period.PROJECT;
      }
      default -> {}
    }
    boolean several = text.chars().anyMatch(c -> c >= '2' && c <= '9');
    return several ? null : loose(text, 0, 0, text.length());
  }

  /**
   * Of a field that shows pay: the first word behind the amounts, else before them.
   *
   * @param amounts where the amounts start
   * @param from where the last of them ends
   */
  static @Nullable Period around(String text, int amounts, int from) {
    var period = loose(text, from, from, text.length());
    return period == null ? loose(text, amounts, 0, amounts) : period;
  }

  private static @Nullable Period loose(String text, int amountEnd, int from, int to) {
    var words = new PayWords(text, from, to);
    Period project = null;
    var last = "";
    while (words.next()) {
      var word = words.word();
      if (MULTIPLES.contains(word)) {
        return null;
      }
      var period = unparted(word);
      period = period == null ? ADVERBS.get(word) : period;
      period = period == null ? SHORTS.get(word) : period;
      if (period == null) {
        var noun = NOUNS.get(word);
        period = noun != null && isCounted(text, words.start(), amountEnd) ? null : noun;
      }
      period =
          period == null && isBehindPer(text, words.start(), last) ? LETTERS.get(word) : period;
      if (period != null) {
        return period;
      }
      if (PROJECT.contains(word)) {
        project = Period.PROJECT;
      }
      last = word;
    }
    return project;
  }

  /**
   * Behind an amount in running text.
   *
   * @param from where the amount ends
   */
  static @Nullable Period behind(String text, int from, int to) {
    var words = new PayWords(text, from, to);
    var last = "";
    while (words.next()) {
      var word = words.word();
      if (MULTIPLES.contains(word)) {
        return null;
      }
      var period = ADVERBS.get(word);
      if (period == null && last.isEmpty()) {
        period = SHORTS.get(word);
      }
      if (period == null && (isBehindSlash(text, words.start()) || CONNECTORS.contains(last))) {
        period = unparted(word);
        period = period == null ? NOUNS.get(word) : period;
      }
      if (period == null && isBehindPer(text, words.start(), last)) {
        period = LETTERS.get(word);
      }
      if (period == null && word.equals("project") && last.equals("per")) {
        period = Period.PROJECT;
      }
      if (period != null) {
        return period;
      }
      last = word;
    }
    return null;
  }

  /** What a label says of the amount behind it: {@code hourly}, {@code 年収}, {@code Stundensatz}. */
  static @Nullable Period ofLabel(String word) {
    var period = ADVERBS.get(word);
    return period == null ? unparted(word) : period;
  }

  private static @Nullable Period unparted(String word) {
    if (!PayWords.isUnparted(word.charAt(0))) {
      return null;
    }
    for (int length = Math.min(2, word.length()); length > 0; length--) {
      var period = UNPARTED.get(word.substring(word.length() - length));
      period = period == null ? UNPARTED.get(word.substring(0, length)) : period;
      if (period != null) {
        return period;
      }
    }
    return null;
  }

  /** Whether a number that is no amount stands before: {@code 3 months}. */
  private static boolean isCounted(String text, int start, int amountEnd) {
    int at = start;
    while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '-')) {
      at--;
    }
    if (at == 0 || at == amountEnd) {
      return false;
    }
    char before = text.charAt(at - 1);
    boolean one = before == '1' && (at == 1 || !PayNumber.isDigit(text.charAt(at - 2)));
    return before == '+' || PayNumber.isDigit(before) && !one;
  }

  private static boolean isBehindSlash(String text, int start) {
    int at = start > 0 && text.charAt(start - 1) == ' ' ? start - 1 : start;
    return at > 0 && text.charAt(at - 1) == '/';
  }

  private static boolean isBehindPer(String text, int start, String last) {
    return isBehindSlash(text, start)
        || last.equals("p")
        || last.equals("per")
        || last.equals("par")
        || last.equals("pr")
        || last.equals("brut");
  }
}
