package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingParametersTest {

  @ParameterizedTest
  @CsvSource({
    "https://a.example/1?utm_source=x&utm_medium=y, https://a.example/1",
    "https://a.example/1?id=7&UTM_Campaign=y#top, https://a.example/1?id=7#top",
    "https://a.example/1?gclid=1&id=7&fbclid=2&page=3, https://a.example/1?id=7&page=3",
    "https://a.example/1;jsessionid=0AF3?id=7, https://a.example/1?id=7",
    "https://www.linkedin.com/jobs/view/1?position=1&pageNum=0&refId=a%3D&trackingId=b,"
        + " https://www.linkedin.com/jobs/view/1",
    "https://a.example/1?mc_cid=1&mc_eid=2&gh_src=3&gh_jid=4, https://a.example/1?gh_jid=4"
  })
  void known_parameters_are_removed_by_name(String url, String expected) {
    assertThat(TrackingParameters.removedFrom(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/view?ref=A123&position=driver",
        "https://a.example/view?pageNum=2&refId=7",
        "https://a.example/job?id=1&id=2",
        "https://notlinkedin.com/jobs?position=1",
        "https://a.example/#/job/7?utm_source=x",
        "not a link at all"
      })
  void whatever_may_tell_postings_apart_stays(String url) {
    assertThat(TrackingParameters.removedFrom(url)).isEqualTo(url);
  }

  @Test
  void nothing_else_is_changed() {
    var url = "https://a.example/a%20b;v=1?q=%7E&empty=&bare&x=a=b#f?g";

    assertThat(TrackingParameters.removedFrom(url)).isEqualTo(url);
  }
}
