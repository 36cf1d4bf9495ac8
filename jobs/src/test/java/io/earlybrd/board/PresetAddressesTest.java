package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vendors are known by the addresses of their boards, and boards by their slugs. */
class PresetAddressesTest {
  /** An address that people or programs use; the preset and the slug that it has. */
  private static final String ADDRESSES =
      """
      https://boards.greenhouse.io/acme                                          greenhouse acme
      https://job-boards.eu.greenhouse.io/acme/jobs/123                          greenhouse acme
      https://boards.greenhouse.io/embed/job_board?for=acme&b=x                  greenhouse acme
      https://boards.greenhouse.io/embed/job_app?token=1&for=acme                greenhouse acme
      https://boards-api.greenhouse.io/v1/boards/acme/departments                greenhouse acme
      https://jobs.lever.co/acme                                                 lever acme
      https://jobs.lever.co/acme/11e2165f-481b-45fe-83a9-88a6b3f69acb/apply      lever acme
      https://jobs.eu.lever.co/acme                                              lever eu/acme
      https://api.eu.lever.co/v0/postings/acme?mode=json                         lever eu/acme
      https://jobs.ashbyhq.com/acme/123?utm_source=x                             ashby acme
      https://jobs.ashbyhq.com/Acme%20Inc.                                       ashby Acme%20Inc.
      https://api.ashbyhq.com/posting-api/job-board/acme                         ashby acme
      https://apply.workable.com/acme/                                           workable acme
      https://apply.workable.com/acme/j/ABC/                                     workable acme
      https://apply.workable.com/api/v3/accounts/acme/jobs                       workable acme
      https://apply.workable.com/api/v1/widget/accounts/acme?details=true        workable acme
      https://acme.workable.com/jobs                                             workable acme
      https://careers.smartrecruiters.com/Acme1                                  smartrecruiters Acme1
      https://jobs.smartrecruiters.com/Acme1/744000-cook                         smartrecruiters Acme1
      https://jobs.smartrecruiters.com/oneclick-ui/company/Acme1/publication/2   smartrecruiters Acme1
      https://api.smartrecruiters.com/v1/companies/Acme1/postings                smartrecruiters Acme1
      https://acme.recruitee.com/o/cook                                          recruitee acme
      https://acme.jobs.personio.de/job/17?language=de                           personio acme
      https://acme.jobs.personio.com/xml                                         personio acme.com
      https://acme.wd5.myworkdayjobs.com/External                                workday acme.wd5/External
      https://acme.wd103.myworkdayjobs.com/en-US/External_Careers/job/X/Y_1      workday acme.wd103/External_Careers
      https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/External/jobs             workday acme.wd5/External
      https://acme.teamtailor.com/jobs                                           teamtailor acme
      https://acme.na.teamtailor.com/jobs/1-cook                                 teamtailor acme.na
      https://acme.bamboohr.com/careers/17                                       bamboohr acme
      https://acme.bamboohr.com/jobs/                                            bamboohr acme
      https://acme.breezy.hr/p/17-cook                                           breezy acme
      https://acme.pinpointhq.com/en/postings/17                                 pinpoint acme
      https://ats.rippling.com/acme/jobs                                         rippling acme
      https://ats.rippling.com/en-GB/acme/jobs/17                                rippling acme
      https://ats.rippling.com/api/v2/board/acme/jobs                            rippling acme
      https://api.rippling.com/platform/api/ats/v1/board/acme/jobs               rippling acme
      https://jobs.jobvite.com/acme/jobs                                         jobvite acme
      https://jobs.jobvite.com/careers/acme/job/oAbc                             jobvite acme
      """;

  private final Presets presets = new Presets(null);

  static Stream<String[]> addresses() {
    return ADDRESSES.lines().map(line -> line.split("\\s+"));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void an_address_of_a_board_has_its_slug(String address, String preset, String slug) {
    assertThat(Clues.bySlug(presets, URI.create(address), "the address"))
        .extracting(candidate -> candidate.entry().get("preset"), c -> c.entry().get("slug"))
        .containsExactly(org.assertj.core.groups.Tuple.tuple(preset, slug));
  }

  @ParameterizedTest
  @CsvSource({
    "greenhouse, acme,"
        + " https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true&pay_transparency=true",
    "lever, acme, https://api.lever.co/v0/postings/acme?mode=json",
    "lever, eu/acme, https://api.eu.lever.co/v0/postings/acme?mode=json",
    "ashby, acme, https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true",
    "workable, acme, https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
    "smartrecruiters, Acme1, https://api.smartrecruiters.com/v1/companies/Acme1/postings?limit=100",
    "recruitee, acme, https://acme.recruitee.com/api/offers/",
    "personio, acme, https://acme.jobs.personio.de/xml",
    "personio, acme.com, https://acme.jobs.personio.com/xml",
    "workday, acme.wd5/External, https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/External/jobs",
    "workday, acme.wd5.myworkdayjobs.com/External,"
        + " https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/External/jobs",
    "teamtailor, acme, https://acme.teamtailor.com/jobs.rss",
    "bamboohr, acme, https://acme.bamboohr.com/careers/list",
    "breezy, acme, https://acme.breezy.hr/json?verbose=true",
    "pinpoint, acme, https://acme.pinpointhq.com/postings.json",
    "rippling, acme, https://api.rippling.com/platform/api/ats/v1/board/acme/jobs",
    "jobvite, acme, https://jobs.jobvite.com/acme/search?p=0"
  })
  void a_slug_leads_to_the_document_of_its_board(String preset, String slug, String address) {
    assertThat(presets.get(preset).url(slug)).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.teamtailor.com/en/",
    "https://support.teamtailor.com/",
    "https://www.bamboohr.com/pricing",
    "https://www.recruitee.com/",
    "https://www.workable.com/",
    "https://apply.workable.com/j/ABC",
    "https://app.breezy.hr/signin",
    "https://developers.pinpointhq.com/",
    "https://jobs.jobvite.com/support/",
    "https://acme.wd5.myworkdayjobs.com/en-US",
    "https://careers.example/wday/cxs/acme/External/jobs"
  })
  void an_address_of_a_vendor_itself_is_no_board(String address) {
    assertThat(Clues.bySlug(presets, URI.create(address), "the address")).isEmpty();
  }

  @Test
  void a_search_of_workday_under_another_name_has_its_site() {
    var names =
        presets.get("workday").names(URI.create("http://127.0.0.1:80/wday/cxs/acme/External/jobs"));

    assertThat(names.get("tenant")).isEqualTo("acme");
    assertThat(names.get("site")).isEqualTo("External");
  }
}
