package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameAsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Data Engineer (m/w/d)|Data Engineer",
        "Data Engineer (M/F/D)|data engineer (all genders)",
        "Data Engineer m/w/d|Data Engineer",
        "Data Engineer [w, m, x]|Data Engineer (gn)",
        "Data Engineer (männlich / weiblich / divers)|Data Engineer",
        "Ingénieur·e données H/F|Ingénieur·e données (F/H)",
        "Développeur Back-End (H/F)|Developpeur Backend",
        "Data Engineer*in (d/f/m)|Data Engineer*in",
        "Front-End Developer|Frontend Developer",
        "Sales & Marketing Manager|Sales and Marketing Manager",
        "Data Engineer - Ref. 2026/0815|Data Engineer",
        "Data Engineer (Job ID: R-10023)|Data Engineer",
        "Data Engineer (4711234)|Data Engineer",
        "Data Engineer #4711|Data Engineer",
        "Data Engineer – Kennziffer: 12-AB|Data Engineer",
        "  DATA  Engineer |Data, Engineer!",
      })
  void titles_that_say_the_same(String one, String other) {
    assertThat(SameAs.of(one, "Acme", "Berlin")).isEqualTo(SameAs.of(other, "Acme", "Berlin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C Developer|C++ Developer",
        "C++ Developer|C# Developer",
        "Data Engineer|Senior Data Engineer",
        "Engineer II|Engineer III",
        "Engineer 2|Engineer 3",
        "Trader F/X|Trader",
        "Intern (2026)|Intern (2027)",
        "Data Engineer|Data Engineer, Payments",
        "Driver A/B|Driver C/D",
        "Shift M-F|Shift",
      })
  void titles_that_differ(String one, String other) {
    assertThat(SameAs.of(one, "Acme", "Berlin")).isNotEqualTo(SameAs.of(other, "Acme", "Berlin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Acme|ACME Inc.",
        "Acme|Acme, Inc",
        "Acme|Acme GmbH & Co. KG",
        "Acme|The Acme Company",
        "Acme|Acme B.V.",
        "Acme|Acme S.A.S.",
        "Acme|Acme Sp. z o.o.",
        "Acme|Acme Pty Ltd",
        "Café Noir|Cafe Noir SARL",
        "Tern & Tide|Tern and Tide Ltd.",
      })
  void companies_that_are_the_same(String one, String other) {
    assertThat(SameAs.of("Cook", one, "Berlin")).isEqualTo(SameAs.of("Cook", other, "Berlin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Acme|Acme Labs", "Acme Germany GmbH|Acme", "SE|AG", "E & Y|Y", "Co|Inc"})
  void companies_that_differ(String one, String other) {
    assertThat(SameAs.of("Cook", one, "Berlin")).isNotEqualTo(SameAs.of("Cook", other, "Berlin"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Berlin|Berlin, Germany",
        "Zürich|Zurich (CH)",
        "Berlin; Munich|Berlin",
        "Berlin - Mitte|BERLIN",
        "Remote|100% remote",
        "Remote|Anywhere",
        "Remote, US|US - Remote",
        "Remote, US|Remote (US)",
      })
  void places_that_are_the_same(String one, String other) {
    assertThat(SameAs.of("Cook", "Acme", one)).isEqualTo(SameAs.of("Cook", "Acme", other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Berlin|Munich",
        "Remote|Berlin",
        "Remote, US|Remote, Germany",
        "Remote|",
        "Berlin|"
      })
  void places_that_differ(String one, @Nullable String other) {
    assertThat(SameAs.of("Cook", "Acme", one)).isNotEqualTo(SameAs.of("Cook", "Acme", other));
  }

  @Test
  void a_place_of_punctuation_is_none() {
    assertThat(SameAs.of("Cook", "Acme", "–")).isEqualTo(SameAs.of("Cook", "Acme", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "–", "🚀"})
  void without_a_company_no_posting_is_the_same_as_another(String company) {
    assertThat(SameAs.of("Cook", company, "Berlin")).isNull();
    assertThat(SameAs.of("Cook", null, "Berlin")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(m/w/d)", "🚀", "Ref 12345"})
  void a_title_without_words_is_the_same_as_none(String title) {
    assertThat(SameAs.of(title, "Acme", "Berlin")).isNull();
  }

  @Test
  void parts_do_not_run_into_each_other() {
    assertThat(SameAs.of("Cook Acme", "Bar", "Berlin"))
        .isNotEqualTo(SameAs.of("Cook", "Acme Bar", "Berlin"));
  }

  @Test
  void a_title_of_nothing_but_blanks_and_brackets_takes_no_long_time() {
    assertThat(SameAs.of("x" + " (-".repeat(160) + "x", "Acme", "Berlin")).isNotNull();
  }
}
