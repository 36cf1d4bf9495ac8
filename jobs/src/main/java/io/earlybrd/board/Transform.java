package io.earlybrd.board;

import io.earlybrd.posting.ShownText;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Changes of a text that the language of definitions has names for. Pure. */
enum Transform {
  /** {@code Acme: Cook} → {@code Acme}; nothing where there is no colon. */
  BEFORE_COLON(text -> Colon.split(text, true)),
  /** {@code Acme: Cook} → {@code Cook}; the whole where there is no colon. */
  AFTER_COLON(text -> Colon.split(text, false)),
  /** {@code Cook at Acme} → {@code Cook}. */
  BEFORE_AT(text -> text.replaceFirst("(?i)\\s+(?:at|@)\\s+(?!.*\\s(?:at|@)\\s).*$", "")),
  /** {@code Cook at Acme} → {@code Acme}; nothing where there is no “at”. */
  AFTER_AT(
      text ->
          text.matches("(?is).*\\s(?:at|@)\\s.*")
              ? text.replaceFirst("(?is)^.*\\s(?:at|@)\\s+", "")
              : ""),
  /** {@code &lt;p&gt;} → {@code <p>}: for what was escaped once more than its format asks. */
  UNESCAPE(text -> Parser.unescapeEntities(text, false)),
  /** The first line that says anything, of text or HTML. */
  FIRST_LINE(
      text -> {
        var plain = ShownText.description(text);
        return plain == null ? "" : plain.lines().findFirst().orElse("");
      }),
  /** What stands in the first place between bars: {@code Acme | Cook | Oslo} → {@code Acme}. */
  FIRST_OF_BARS(text -> text.split("\\s*\\|\\s*", 2)[0]),
  /** {@code Oslo | Bergen} → {@code Oslo; Bergen}. */
  SEMICOLONS_FOR_BARS(text -> text.replaceAll("\\s*\\|\\s*", "; ")),
  /** {@code https://a.example/jobs/cook-17?x=1} → {@code cook-17}. */
  LAST_SEGMENT(
      text -> {
        var path = text.split("[?#]", 2)[0].replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
      }),
  /** Without what follows {@code ?} or {@code #}. */
  WITHOUT_QUERY(text -> text.split("[?#]", 2)[0]),
  /** {@code ki-performance} → {@code Ki Performance}. */
  WORDS_OF_SLUG(
      text ->
          Arrays.stream(text.split("[-_+ ]+"))
              .filter(word -> !word.isEmpty())
              .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
              .collect(Collectors.joining(" "))),
  /** {@code Chicago%2C+IL} → {@code Chicago, IL}. */
  URL_DECODE(
      text -> {
        try {
          return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          return text;
        }
      }),
  /** {@code FULL_TIME} → {@code full time}. */
  LOWER_WORDS(text -> text.replace('_', ' ').toLowerCase(Locale.ROOT)),
  /** {@code 5250000} cents → {@code 52500.00}. */
  CENTS(
      text ->
          text.matches("-?\\d{1,15}") ? new BigDecimal(text).movePointLeft(2).toPlainString() : ""),
  /** {@code de} → {@code Germany}; what is no code of ISO 3166 stays. */
  COUNTRY(
      text -> {
        var code = text.toUpperCase(Locale.ROOT);
        return Countries.CODES.contains(code)
            ? Locale.of("", code).getDisplayCountry(Locale.ENGLISH)
            : text;
      }),
  /** {@code 7/21/2026} → {@code 2026-07-21}; what is no such date stays. */
  US_DATE(text -> text.replaceFirst("^(\\d{1,2})/(\\d{1,2})/(\\d{4})\\b", "$3-$1-$2")),
  /** {@code USA.VA.Reston} → {@code USA, VA, Reston}. */
  COMMAS_FOR_DOTS(text -> text.replaceAll("(?<=\\w)\\.(?=\\w)", ", "));

  private final UnaryOperator<String> change;

  Transform(UnaryOperator<String> change) {
    this.change = change;
  }

  /** The changed text, stripped; null where nothing is left of it. */
  @Nullable String of(String text) {
    var changed = change.apply(text.strip()).strip();
    return changed.isEmpty() ? null : changed;
  }

  String yamlName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one that definitions call {@code name}.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  static Transform named(String name) {
    return Arrays.stream(values())
        .filter(transform -> transform.yamlName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "“%s” is no change that is known; known are %s"
                        .formatted(
                            OneLine.of(name, 40),
                            Arrays.stream(values())
                                .map(Transform::yamlName)
                                .collect(Collectors.joining(", ")))));
  }

  private static final class Countries {
    static final Set<String> CODES = Set.of(Locale.getISOCountries());
  }

  /** A company before a title ends at a colon and a blank, and is not long. */
  private static final class Colon {
    private static final Pattern COMPANY = Pattern.compile("(?s)(.{1,80}?):\\s+(\\S.*)");

    static String split(String text, boolean before) {
      var match = COMPANY.matcher(text);
      if (!match.matches()) {
        return before ? "" : text;
      }
      return match.group(before ? 1 : 2);
    }
  }
}
