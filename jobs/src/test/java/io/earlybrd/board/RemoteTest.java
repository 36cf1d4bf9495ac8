package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "Yes",
        "1",
        "remote",
        "Remote",
        "Remote (US)",
        "Fully remote",
        "fully",
        "FULL",
        "TELECOMMUTE",
        "telecommute",
        "Anywhere",
        "Worldwide",
        "100% remote",
        "work from home",
        "Work from anywhere",
        "WFH",
        "homeoffice",
        "Home Office",
        "100 % Homeoffice",
        "télétravail complet",
        "Télétravail",
        "Teletrabajo",
        "100% remoto",
        "praca zdalna",
        "Remote only",
        "remote_only",
        "fully_remote",
        "Remote - Europe",
        "Удаленная работа",
      })
  void work_from_anywhere_is_remote(String text) {
    assertThat(Remote.of(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "No",
        "0",
        "none",
        "Onsite",
        "on-site",
        "On Site",
        "In office",
        "in-person",
        "not remote",
        "No remote",
        "non-remote",
        "Not fully remote",
        "Remote: no",
        "Kein Homeoffice",
        "vor Ort",
        "pas de télétravail",
        "presencial",
        "not eligible for remote",
      })
  void work_in_one_place_is_not_remote(String text) {
    assertThat(Remote.of(text)).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "hybrid",
        "Hybrid",
        "Remote / Hybrid",
        "Hybrid remote",
        "teilweise",
        "teilweise Homeoffice",
        "Télétravail partiel",
        "Flex",
        "Remote or onsite",
        "remote optional",
        "Homeoffice möglich",
        "50% remote",
        "2 days remote",
        "Temporarily remote",
        "Berlin",
        "maybe",
        "null",
        "n/a",
        "remoteness",
      })
  void anything_between_is_unknown(@Nullable String text) {
    assertThat(Remote.of(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      textBlock =
          """
          # location                | title
          Remote                    | Engineer
          Remote - US               | Engineer
          US-Remote                 | Engineer
          Remote (Europe)           | -
          Berlin; Remote            | Engineer
          Anywhere                  | Engineer
          Anywhere in the World     | Engineer
          Anywhere in the U.S.      | Engineer
          Worldwide                 | Engineer
          Home based                | Engineer
          -                         | Engineer (Remote)
          -                         | Engineer [Remote, US]
          -                         | Engineer - Remote
          -                         | "Engineer | Remote"
          -                         | Remote - Engineer
          -                         | Remote: Engineer
          Berlin                    | Engineer (100% remote)
          -                         | Engineer, fully remote
          -                         | Fully Remote Engineer
          -                         | Engineer (US Remote)
          -                         | Engineer – Remote in Europe
          -                         | Support, Work from Home
          -                         | Hybrid Cloud Engineer (Remote)
          """)
  void a_place_or_title_that_says_so_is_remote(@Nullable String location, @Nullable String title) {
    assertThat(Remote.inLocation(location, title)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      textBlock =
          """
          # location                | title
          -                         | -
          Berlin                    | Engineer
          Hybrid - Remote           | Engineer
          Berlin (hybrid remote)    | Engineer
          Not remote                | Engineer
          Remotown                  | Engineer
          -                         | Remote Sensing Engineer
          -                         | Engineer, Remote Sensing
          -                         | Remote Support Technician
          -                         | Engineer (Hybrid / Remote)
          -                         | Engineer (Hybrid)
          -                         | Engineer (not remote)
          -                         | Engineer (no remote)
          -                         | Anywhere Card Product Manager
          """)
  void other_places_and_titles_say_nothing(@Nullable String location, @Nullable String title) {
    assertThat(Remote.inLocation(location, title)).isNull();
  }
}
