package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # parts                             | place
          Berlin;Berlin;Germany               | Berlin, Germany
          San Francisco;CA;United States      | San Francisco, CA, United States
          San Francisco, CA;CA;US             | San Francisco, CA, US
          berlin;Berlin;DE                    | berlin, DE
          Berlin;;null;Germany                | Berlin, Germany
          ' ;Berlin, ; '                      | Berlin
          'United States, '                   | United States
          ', Germany'                         | Germany
          null;NULL;n/a                       | -
          ;                                   | -
          New  York;NY                        | New York, NY
          """)
  void a_place_is_made_of_the_parts_that_say_something(String parts, @Nullable String place) {
    assertThat(Places.of(Arrays.asList(parts.split(";", -1)))).isEqualTo(place);
  }

  @Test
  void parts_that_are_missing_are_left_out() {
    assertThat(Places.of(Arrays.asList("Berlin", null, "Germany"))).isEqualTo("Berlin, Germany");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                | -                | -
          Berlin           | -                | Berlin
          -                | Berlin           | Berlin
          Berlin           | Paris            | Berlin; Paris
          Berlin; Paris    | Paris            | Berlin; Paris
          Berlin; Paris    | BERLIN; Rome     | Berlin; Paris; Rome
          Zurich           | Athens; Zurich   | Zurich; Athens
          """)
  void places_keep_their_order_and_stand_once(
      @Nullable String places, @Nullable String more, @Nullable String joined) {
    assertThat(Places.joined(places, more)).isEqualTo(joined);
  }
}
