package io.earlybrd.board;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the names that programmers give to a posting's parts say about them: keys of JSON, elements
 * of XML, classes of HTML, in the languages that boards are written in.
 */
final class FieldNames {
  private static final Pattern BREAK =
      Pattern.compile(
          "[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /** Field, strength of 10, and the words that name it; the last such word of a name decides. */
  private static final String STRONG =
      """
      title 10: title jobtitle titel titre titulo titolo intitule bezeichnung stellenbezeichnung
      title 8: headline position role designation opening vacancy stelle poste puesto cargo functie
      url 10: url link href uri permalink
      url 6: path shortlink
      id 10: id uuid objectid
      id 8: shortcode guid urn reqid jobid refnumber kennziffer referenznummer jobnummer
      id 6: slug reference ref key referenz
      company 10: company employer hiringorganization unternehmen arbeitgeber entreprise empresa
      company 8: organization organisation firm firma societe employeur azienda bedrijf subcompany
      company 6: agency client advertiser brand subtitle companyname
      location 10: location locations standort arbeitsort einsatzort localisation ubicacion
      location 9: place places ort lieu localidade luogo locality geo
      location 8: city ville ciudad sede plaats office offices citta
      location 6: marker pin map region state province country area address local land pays
      posted_at 10: posted published publication publish pubdate postdate dateposted listdate publie
      posted_at 9: post veroffentlicht publicado publiee released release
      posted_at 8: date datum fecha created create creation submitted erstellt
      posted_at 6: calendar clock time first age ago since epoch when
      posted_at 2: updated modified changed
      pay 10: salary gehalt salaire salario remuneration remuneracion vergutung compensation
      pay 8: pay wage wages budget stipend lohn sueldo stipendio salaris verdienst
      pay 6: rate
      department 10: department departments dept abteilung departement departamento
      department 8: team fachbereich service equipe category categories kategorie division
      department 6: function industry sector bereich secteur discipline practice
      remote 9: remote telecommuting telecommute teletravail homeoffice
      remote 10: workplace telework workmode
      description 10: description beschreibung descripcion descrizione
      description 8: content body desc
      description 6: excerpt summary snippet teaser abstract details blurb intro overview
      """;

  /** They say something only together with another word, or by where they stand. */
  private static final Set<String> WEAK =
      PostingWords.set(
          "name nom naam nombre libelle text label display value short full long html plain at on"
              + " in code string str rendered raw");

  /** A name that ends so is of something else. */
  private static final Set<String> OTHER =
      PostingWords.set(
          "type kind count total status icon logo image img avatar photo video header flag level"
              + " format version score rank index button btn email mail phone postal zip hours"
              + " currency width height tooltip menu share save bookmark visible enabled");

  /** They only end or begin like another. */
  private static final Set<String> APART =
      PostingWords.set(
          "update updates candidate candidates mandate validate capacity electricity velocity");

  /** With one of these in it a name is never this field's. */
  private static final String BANNED =
      """
      title: page seo meta company department location category section sub icon logo
      url: logo image img icon avatar company employer feed video photo thumbnail privacy referral
      url: home cover background organization organisation self next previous prev pdf seo
      id: company department location category parent user account team office country state city
      id: tracking impression session creator author board site organization client index row column
      id: recruiter region currency questionnaire
      company: type size parent code
      location: company zone timezone remote
      posted_at: expiry expires expiration expire deadline closing close closes valid until through
      posted_at: end due employment full part schedule work by zone timezone hours level
      pay: min max minimum maximum predicted visible show should currency period interval frequency low high
      department: parent
      description: company header footer
      """;

  private static final Map<String, Map<Field, Integer>> STRENGTHS = strengths();
  private static final Map<Field, Set<String>> NEVER = never();

  private FieldNames() {}

  /** Its words in lower case without accents: {@code jobOpening_Name} has three. */
  static List<String> split(String name) {
    var words = new ArrayList<String>();
    for (var word : BREAK.split(name.length() > 80 ? name.substring(0, 80) : name)) {
      if (!word.isEmpty()) {
        words.add(PostingWords.folded(word));
      }
    }
    return words;
  }

  /** From 0, no name for that field, to 10. */
  static int strength(Field field, List<String> words) {
    var never = NEVER.getOrDefault(field, Set.of());
    if (words.stream().anyMatch(never::contains)) {
      return 0;
    }
    for (int i = words.size() - 1; i >= 0; i--) {
      var word = words.get(i);
      var fields = fieldsOf(word);
      if (!fields.isEmpty()) {
        return Math.max(0, fields.getOrDefault(field, 0) - qualified(field, words));
      }
      if (OTHER.contains(word) && field != Field.REMOTE) {
        return 0;
      }
    }
    return weakStrength(field, words);
  }

  /** The field that a name most likely is of. */
  static @Nullable Field named(List<String> words) {
    Field best = null;
    int most = 4;
    for (var field : Field.values()) {
      int strength = strength(field, words);
      if (strength > most) {
        best = field;
        most = strength;
      }
    }
    return best;
  }

  /** Whether it says nothing by itself: {@code name}, {@code label}, {@code display_text}. */
  static boolean isWeak(List<String> words) {
    return WEAK.containsAll(words);
  }

  private static int weakStrength(Field field, List<String> words) {
    if (!WEAK.containsAll(words) && !isName(words)) {
      return 0;
    }
    if (field == Field.TITLE) {
      return isName(words) ? 7 : words.contains("text") ? 6 : words.contains("label") ? 4 : 0;
    }
    return field == Field.DESCRIPTION && words.contains("text") ? 5 : 0;
  }

  private static boolean isName(List<String> words) {
    return words.contains("name") || words.contains("nom") || words.contains("naam");
  }

  /** What a word before the deciding one takes away. */
  private static int qualified(Field field, List<String> words) {
    int less = 0;
    for (var word : words) {
      less +=
          switch (word) {
            case "apply", "application", "login", "share" -> field == Field.URL ? 4 : 0;
            case "internal" -> field == Field.ID ? 4 : 0;
            case "requisition", "req", "client" -> field == Field.ID ? 2 : 0;
            case "code", "iso" -> field == Field.LOCATION ? 3 : 0;
            case "start" -> field == Field.POSTED_AT && !words.contains("publication") ? 6 : 0;
            case "text" -> field == Field.URL ? 4 : 0;
            default -> 0;
          };
    }
    return less;
  }

  private static Map<Field, Integer> fieldsOf(String word) {
    var fields = STRENGTHS.get(word);
    if (fields != null || word.length() < 7 || APART.contains(word)) {
      return fields == null ? Map.of() : fields;
    }
    // Written together: joblocation, listdate, companyname.
    for (int cut = 3; cut <= word.length() - 4; cut++) {
      fields = written(word.substring(cut));
      if (fields != null) {
        return fields;
      }
    }
    for (int cut = word.length() - 3; cut >= 4; cut--) {
      fields = written(word.substring(0, cut));
      if (fields != null) {
        return fields;
      }
    }
    return Map.of();
  }

  private static @Nullable Map<Field, Integer> written(String part) {
    boolean telling = part.length() > 4 || part.equals("date") || part.equals("city");
    return telling ? STRENGTHS.get(part) : null;
  }

  private static Map<String, Map<Field, Integer>> strengths() {
    var strengths = new HashMap<String, Map<Field, Integer>>();
    STRONG
        .lines()
        .forEach(
            line -> {
              var parts = line.split("[ :]+");
              for (int i = 2; i < parts.length; i++) {
                strengths
                    .computeIfAbsent(parts[i], word -> new EnumMap<>(Field.class))
                    .put(field(parts[0]), Integer.parseInt(parts[1]));
              }
            });
    return strengths;
  }

  private static Map<Field, Set<String>> never() {
    var never = new EnumMap<Field, Set<String>>(Field.class);
    BANNED
        .lines()
        .forEach(
            line -> {
              var parts = List.of(line.split("[ :]+"));
              never
                  .computeIfAbsent(field(parts.getFirst()), field -> new HashSet<>())
                  .addAll(parts.subList(1, parts.size()));
            });
    return never;
  }

  private static Field field(String name) {
    return Field.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
