package io.earlybrd.board;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the texts of postings look like: titles, places, pay, dates, and the words on buttons that
 * are none of these. Rules of thumb; each only ever counts for most of a page's postings together.
 */
final class PostingWords {
  private static final Pattern ACCENT = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}+#]+");

  private static final Set<String> TITLES =
      set(
          "engineer developer manager designer analyst assistant nurse porter cook chef driver"
              + " sales director head lead intern internship specialist consultant representative"
              + " officer coordinator technician teacher accountant architect administrator"
              + " scientist writer editor marketing recruiter clerk agent operator mechanic"
              + " electrician waiter waitress support executive supervisor senior junior staff"
              + " principal associate researcher apprentice trainee barista baker cleaner nanny"
              + " therapist physician doctor lawyer counsel paralegal welder plumber carpenter"
              + " painter guard cashier receptionist host hostess steward planner buyer trader"
              + " programmer devops backend frontend fullstack freelance freelancer translator"
              + " tutor lecturer professor librarian pharmacist surgeon entwickler entwicklerin"
              + " ingenieur ingenieurin leiter leiterin mitarbeiter mitarbeiterin sachbearbeiter"
              + " sachbearbeiterin pfleger pflegefachkraft verkaufer verkauferin kaufmann kauffrau"
              + " fachkraft praktikant praktikum werkstudent ausbildung referent berater koch"
              + " kellner fahrer techniker elektriker erzieher lehrer arzt developpeur developpeuse"
              + " ingenieure charge chargee responsable commercial vendeur vendeuse infirmier"
              + " infirmiere conducteur stagiaire stage alternance alternant cuisinier serveur"
              + " comptable technicien directeur gestionnaire redacteur boulanger desarrollador"
              + " ingeniero ingeniera gerente analista enfermero enfermera vendedor desenvolvedor"
              + " engenheiro estagio ontwikkelaar medewerker adviseur utvecklare sviluppatore"
              + " ingegnere cuoco impiegato");

  private static final Pattern TITLE_ENDING =
      Pattern.compile(".{3,}(?:er|or|ist|ian|eur|euse|erin|mann|frau|kraft|dor|dora|ant)");

  private static final Pattern GENDERS =
      Pattern.compile("\\((?:[mwfdhx]\\s?[/|*]\\s?){1,3}[mwfdhx]\\)|\\b[mfwh][/|][mfwhdx]\\b", 2);

  private static final Pattern ACTION =
      Pattern.compile(
          "(?:(?:click here|quick|easy|please) )?(?:apply|apply now|apply here|apply"
              + " online|learn|learn more|read|read more|more|more info|more"
              + " information|details|see details|view|view"
              + " (?:job|role|details|position|posting|opening|more)|see"
              + " (?:job|more|position)|show(?: more)?|open|info|save(?: job)?|share|jetzt"
              + " bewerben|bewerben|mehr|mehr erfahren|mehr infos|zur stelle|details ansehen|zum"
              + " angebot|merken|postuler|voir|voir l offre|en savoir plus|lire la suite|je"
              + " postule|plus|solicitar|ver mas|ver"
              + " oferta|ver|aplicar|inscribirse|solliciteer|bekijk(?: vacature)?|lees"
              + " meer|ansok|las"
              + " mer|candidati|scopri|leggi|candidatar|job|new|neu|nouveau|featured|hot|urgent|remote|n"
              + " a|home|next|previous|weiter)");

  private static final Pattern COUNTED = Pattern.compile(".*\\(\\s*[\\d.,]+\\s*\\)\\s*$");

  private static final Pattern MONEY =
      Pattern.compile(
          "(?:[$€£¥₹]|\\b(?:USD|EUR|GBP|CHF|CAD|AUD|SEK|NOK|DKK|PLN|INR|BRL|kr|zł))\\s?\\d[\\d.,'"
              + " ]*k?|\\d[\\d.,'"
              + " ]*k?\\s?(?:[$€£¥₹]|(?:USD|EUR|GBP|CHF|CAD|AUD|SEK|NOK|DKK|PLN|INR|BRL|kr|zł)\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern AGO =
      Pattern.compile(
          "(?:(?:posted|published|added|updated|listed|online|date|publie|veroffentlicht)\\W*)*(?:today|yesterday|just"
              + " now|heute|gestern|hoy|ayer|aujourd hui|hier|oggi|ieri|(?:about |over |an? |vor"
              + " |il y a |hace |ha )?(?:\\d{1,3}\\+? ?|an? |einer? |einem |une?"
              + " )?(?:s|m|h|d|w|mo|y"
              + "|(?:sec|second|min|minute|hour|day|week|month|year)s?|stunden?|tag(?:e|en)?|wochen?|monat(?:e|en)?|heures?|jours?|semaines?|mois|horas?|dias?|semanas?|mes(?:es)?)(?:"
              + " ago| fa| geleden| sedan)?)");

  private static final String MONTH =
      "(?:jan|feb|f[eé]v|m[aä]r|mrz|apr|avr|abr|ma[iyjg]|giu|jui?n|jui?l|lug|aug|ao[uû]|ago|se[pt]"
          + "|o[ck]t|out|ott|nov|de[czs]|d[ée]c|dic)\\p{L}*\\.?";

  /** Without a year, or in digits of an order that only most dates together tell. */
  private static final Pattern SHORT_DATE =
      Pattern.compile(
          "(?:(?:posted|published|le|am|on|vom|date|since)\\W*)?(?:\\d{1,2}[./]\\d{1,2}[./](?:\\d{4}|\\d{2})|\\d{1,2}\\.?(?:er)?"
              + " "
              + MONTH
              + "(?: \\d{4})?|"
              + MONTH
              + " \\d{1,2}(?:, \\d{4})?)\\W*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SITE = Pattern.compile("(?:on|home)[ -](site|office)");

  private static final Pattern CITY_REGION =
      Pattern.compile(
          "\\p{Lu}[\\p{L}.'’ -]{1,40},\\s?(?:\\p{Lu}{2,3}|\\p{Lu}[\\p{L}.'"
              + " -]{2,30})(?:,\\s?\\p{Lu}[\\p{L}.' -]{1,30})?");

  private static final Pattern MAY_BE_PLACE =
      Pattern.compile("\\p{Lu}[\\p{L}.'’-]+(?:[ ,/·-]{1,3}\\p{L}[\\p{L}.'’-]*){0,4}");

  private static final Set<String> WORKPLACES =
      set(
          "remote hybrid onsite anywhere worldwide homeoffice teletravail remoto hybride presentiel"
              + " telework telecommute distancia distans");

  private static final Set<String> PLACES =
      set(
          "usa uk us eu emea apac europe germany deutschland france espana spain italy italia"
              + " portugal netherlands nederland belgium belgique austria osterreich switzerland"
              + " schweiz suisse sweden sverige norway norge denmark danmark finland suomi poland"
              + " polska ireland canada mexico brazil brasil argentina chile colombia india china"
              + " japan singapore australia israel turkey ukraine romania hungary greece egypt"
              + " nigeria kenya philippines indonesia vietnam thailand malaysia korea berlin"
              + " munchen munich hamburg koln cologne frankfurt stuttgart dusseldorf leipzig"
              + " dresden hannover nurnberg bremen essen dortmund wien vienna graz zurich bern"
              + " basel geneve geneva lausanne paris lyon marseille toulouse nantes bordeaux lille"
              + " nice strasbourg rennes montpellier grenoble london manchester edinburgh glasgow"
              + " bristol leeds birmingham dublin cork madrid barcelona valencia sevilla malaga"
              + " lisbon lisboa porto rome roma milan milano torino napoli amsterdam rotterdam"
              + " utrecht eindhoven brussels bruxelles antwerp copenhagen oslo bergen trondheim"
              + " stockholm goteborg malmo helsinki warsaw warszawa krakow wroclaw prague praha"
              + " budapest bucharest athens istanbul tallinn riga vilnius chicago boston seattle"
              + " austin dallas houston denver atlanta miami portland philadelphia phoenix detroit"
              + " toronto montreal vancouver ottawa calgary sydney melbourne brisbane auckland"
              + " tokyo bangalore bengaluru mumbai delhi hyderabad pune");

  private PostingWords() {}

  static Set<String> set(String words) {
    return Set.copyOf(List.of(words.split(" ")));
  }

  /** Lower case, without accents. */
  static String folded(String text) {
    var lower =
        text.toLowerCase(Locale.ROOT).replace("ß", "ss").replace("ø", "o").replace("ł", "l");
    return lower.chars().allMatch(c -> c < 128)
        ? lower
        : ACCENT.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
  }

  /** How much it reads like the name of a job, from 0 to 1. */
  static double title(String text) {
    if (text.length() < 3
        || text.length() > 160
        || isAction(text)
        || COUNTED.matcher(text).matches()) {
      return 0;
    }
    if (GENDERS.matcher(text).find()) {
      return 1;
    }
    double best = 0;
    int words = 0;
    for (var word : NOT_WORD.split(folded(text))) {
      if (word.length() > 1) {
        words++;
        double weight = TITLES.contains(word) ? 1 : TITLE_ENDING.matcher(word).matches() ? 0.6 : 0;
        best = Math.max(best, weight);
      }
    }
    if (best > 0) {
      return words > 15 ? best / 2 : best;
    }
    return words == 0 ? 0 : words == 1 ? 0.2 : words > 15 ? 0.1 : 0.4;
  }

  /** What a button, a link or a badge says on every posting. */
  static boolean isAction(String text) {
    return text.length() <= 40
        && ACTION.matcher(NOT_WORD.matcher(folded(text)).replaceAll(" ").strip()).matches();
  }

  static boolean isDate(String text) {
    if (text.length() > 60 || text.isBlank()) {
      return false;
    }
    return PostingDate.parse(text) != null && text.length() >= 6 || isDateInWords(text);
  }

  private static boolean isDateInWords(String text) {
    var plain = NOT_WORD.matcher(folded(text)).replaceAll(" ").strip();
    return AGO.matcher(plain).matches() && plain.length() > 1 || SHORT_DATE.matcher(text).matches();
  }

  static boolean isPay(String text) {
    return text.length() <= 80 && MONEY.matcher(text).find();
  }

  static boolean isPlace(String text) {
    if (text.length() > 120 || isPay(text)) {
      return false;
    }
    if (isWorkplace(text) || CITY_REGION.matcher(text).matches()) {
      return true;
    }
    var words = NOT_WORD.split(folded(text));
    if (words.length > 8) {
      return false;
    }
    for (var word : words) {
      if (PLACES.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** A few words that may be a place, as they may be a name. */
  static boolean mayBePlace(String text) {
    return MAY_BE_PLACE.matcher(text).matches();
  }

  /** {@code Remote}, {@code On-site}, {@code Hybrid (2 days)}. */
  static boolean isWorkplace(String text) {
    if (text.length() > 40) {
      return false;
    }
    var words = NOT_WORD.split(SITE.matcher(folded(text)).replaceAll("on$1"));
    for (var word : words) {
      if (WORKPLACES.contains(word) || word.equals("onoffice")) {
        return words.length <= 5;
      }
    }
    return false;
  }
}
