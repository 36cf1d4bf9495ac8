package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that people know boards by, and what becomes of them. */
class VendorAddressesTest {
  private static final String CID = "01234567-89ab-cdef-0123-456789abcdef";

  private final Presets presets = new Presets(null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://careers-acme.icims.com/jobs/search?ss=1 | icims careers-acme",
        "https://careers-acme.icims.com/jobs/7/cook/job | icims careers-acme",
        "https://acme.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/requisitions |"
            + " oracle acme.fa.us2.oraclecloud.com/CX_1",
        "https://acme.eightfold.ai/careers?query=x&domain=acme.com | eightfold acme/acme.com",
        "https://jobs.acme.example/sitemal.xml | successfactors jobs.acme.example",
        "https://careers.acme.example/us/en/search-results?keywords=x |"
            + " phenom careers.acme.example",
        "https://careers.acme.example/widgets | phenom careers.acme.example",
        "https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid="
            + CID
            + "&ccId=19000101_000001&lang=en_US | adp "
            + CID
            + "/19000101_000001",
        "https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?"
            + "ccId=9_2&cid="
            + CID
            + " | adp "
            + CID
            + "/9_2",
        "https://www.governmentjobs.com/careers/fern | neogov fern",
        "https://www.governmentjobs.com/SearchEngine/JobsFeed?agency=fern | neogov fern",
        "https://remoteok.com/remote-go-jobs | remoteok remoteok",
        "https://weworkremotely.com/categories/remote-design-jobs |"
            + " weworkremotely categories/remote-design-jobs",
        "https://weworkremotely.com/remote-jobs.rss | weworkremotely remote-jobs",
        "https://remotive.com/remote-jobs/software-dev | remotive remotive",
        "https://www.arbeitnow.com/ | arbeitnow arbeitnow",
        "https://jobicy.com/jobs | jobicy jobicy",
        "https://himalayas.app/jobs | himalayas himalayas",
        "https://news.ycombinator.com/item?id=50000001 | hackernews 50000001",
        "https://www.workingnomads.com/jobs | workingnomads workingnomads",
        "https://landing.jobs/jobs | landingjobs landing",
        "https://larajobs.com | larajobs larajobs",
        "https://sfbay.craigslist.org/search/jjj#search=1~list~0~0 | craigslist sfbay/jjj",
        "https://london.craigslist.org/search/ggg | craigslist london/ggg",
        "https://www.usajobs.gov/Search/Results?k=engineer | usajobs engineer",
        "https://www.freelancer.com/jobs/java/ | freelancer java"
      })
  void an_address_that_people_see_names_vendor_and_slug(String address, String board) {
    assertThat(found(address)).isEqualTo(board);
  }

  @ParameterizedTest
  @CsvSource({
    "https://remotive.com/api/remote-jobs?category=design",
    "https://remoteok.com/api?tags=go",
    "https://www.arbeitnow.com/api/job-board-api?visa_sponsorship=true",
    "https://jobicy.com/?feed=job_feed&job_categories=dev",
    "https://himalayas.app/jobs/api/search?q=go",
    "https://landing.jobs/api/v1/jobs?remote=true",
    "https://hn.algolia.com/api/v1/search_by_date?tags=job",
    "https://sfbay.craigslist.org/search/jjj?query=python",
    "https://www.freelancer.com/api/projects/0.1/projects/active/?query=go",
    "https://api.adzuna.com/v1/api/jobs/gb/search/1?app_id=x",
    "https://jobs.acme.example/api/pcsx/search?domain=acme.com",
    "https://acme.fa.us2.oraclecloud.com/hcmRestApi/resources/latest/recruitingCEJobRequisitions?finder=findReqs;siteNumber=CX_1"
  })
  void an_address_that_asks_for_a_part_stays_as_it_is(String address) {
    assertThat(found(address)).isEmpty();
  }

  /** “preset slug” of each that takes the address for one of its boards. */
  private String found(String address) {
    var found = new StringBuilder();
    for (var preset : presets.all()) {
      var slug = preset.slugOf(preset.names(URI.create(address)));
      if (slug != null) {
        assertThat(preset.url(slug)).isNotNull();
        found.append(found.isEmpty() ? "" : ", ").append(preset.name()).append(' ').append(slug);
      }
    }
    return found.toString();
  }
}
