package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Mathmo: Maths Coach                | Mathmo  | Maths Coach
          Acme GmbH: Lead: Platform          | Acme GmbH | Lead: Platform
          Maths Coach                        | -       | Maths Coach
          Ratio 3:1 Analyst                  | -       | Ratio 3:1 Analyst
          : Maths Coach                      | -       | : Maths Coach
          Somebody who loves to teach children and their parents in the evening: Coach | - \
          | Somebody who loves to teach children and their parents in the evening: Coach
          """)
  void a_company_before_a_colon_is_split_off(String title, @Nullable String company, String rest) {
    assertThat(Titles.split(title)).isEqualTo(new Titles.Parts(company, rest));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Maths Coach - Mathmo       ; Mathmo      ; Maths Coach
          Maths Coach | MATHMO       ; Mathmo      ; Maths Coach
          Maths Coach at Mathmo      ; Mathmo      ; Maths Coach
          Maths Coach @ Mathmo       ; Mathmo      ; Maths Coach
          Maths Coach, Mathmo        ; Mathmo      ; Maths Coach
          Maths Coach                ; Mathmo      ; Maths Coach
          Coach for Aftermathmo      ; mathmo      ; Coach for Aftermathmo
          Mathmo                     ; Mathmo      ; Mathmo
          Maths Coach - Apply now    ; - Apply now ; Maths Coach
          """)
  void a_known_suffix_is_removed(String title, String suffix, String rest) {
    assertThat(Titles.withoutSuffix(title, suffix)).isEqualTo(rest);
  }
}
