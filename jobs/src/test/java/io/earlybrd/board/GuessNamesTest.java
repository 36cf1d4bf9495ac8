package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names, links and texts say by themselves. */
class GuessNamesTest {
  private static final LinkLooks LOOKS = new LinkLooks(URI.create("https://a.example/careers/"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "css-1x2y3z",
        "sc-hKMtZM",
        "jsx-3847561",
        "svelte-a1b2c3",
        "kGtwZP",
        "x1Y2z",
        "active",
        "odd",
        "is-featured",
        "post-4711",
        "item_12",
        "sm:flex",
        "w-1/2",
        "p-[3px]",
        "job-17"
      })
  void a_class_that_will_be_another_tomorrow_is_no_name(String name) {
    assertThat(new CssNames().of(new Element("div").addClass(name)))
        .allMatch(CssNames::isLayout)
        .noneMatch(token -> token.css().equals("." + name) && !CssNames.isLayout(token));
  }

  @ParameterizedTest
  @CsvSource({
    "job-card, .job-card",
    "JobCard_title__x1Y2z, [class*=JobCard_title__]",
    "opening, .opening",
    "iCIMS_JobCardItem, .iCIMS_JobCardItem",
    "jv-job-list-name, .jv-job-list-name",
    "stelle, .stelle"
  })
  void a_class_that_somebody_wrote_is_a_name(String name, String css) {
    assertThat(new CssNames().of(new Element("div").addClass(name)))
        .singleElement()
        .satisfies(token -> assertThat(token.css()).isEqualTo(css))
        .satisfies(token -> assertThat(CssNames.isLayout(token)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jobs/cook-12",
        "cook-12.html",
        "/careers/position/4711",
        "/o/cook",
        "?job_id=12",
        "/emploi/offre/cuisinier-h-f",
        "https://jobs.lever.co/a/0a1b-22",
        "/de/stellen/koch",
        "https://boards.greenhouse.io/a/jobs/12",
        "/jobs/view/cook-12?trk=x",
        "/vacancies/12/apply-cook"
      })
  void a_link_to_a_posting_looks_like_one(String href) {
    assertThat(LOOKS.of(href)).isGreaterThanOrEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "#top",
        "mailto:a@a.example",
        "javascript:void(0)",
        "/",
        "/careers/",
        "/login",
        "/jobs/category/kitchen",
        "/jobs?location=oslo",
        "/jobs/12/apply",
        "/privacy",
        "/tag/cook",
        "https://www.facebook.com/sharer?u=/jobs/12",
        "/company/tidewater-lines",
        "/jobs/cook.pdf.zip",
        "/blog/ten-cooks-tell"
      })
  void a_link_to_anything_else_does_not(String href) {
    assertThat(LOOKS.of(href)).isLessThan(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "jobOpeningName, TITLE",
    "requisitionTitle, TITLE",
    "PositionURI, URL",
    "absolute_url, URL",
    "job-location, LOCATION",
    "joblocation, LOCATION",
    "company_name, COMPANY",
    "companyname, COMPANY",
    "publishedAt, POSTED_AT",
    "listdate, POSTED_AT",
    "t_create, POSTED_AT",
    "Veröffentlicht, POSTED_AT",
    "salaire, PAY",
    "departmentLabel, DEPARTMENT",
    "workplaceType, REMOTE",
    "is_remote, REMOTE",
    "descriptionHtml, DESCRIPTION",
    "shortcode, ID"
  })
  void a_name_says_which_field_it_is(String name, Field field) {
    assertThat(FieldNames.named(FieldNames.split(name))).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "company_logo_url",
        "employmentType",
        "application_deadline",
        "location_type",
        "totalCount",
        "expiryDate",
        "departmentId",
        "status",
        "valid_through",
        "companySlug",
        "currency"
      })
  void a_name_of_something_else_is_no_field(String name) {
    assertThat(FieldNames.named(FieldNames.split(name))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Posted 3 days ago",
        "vor 5 Tagen",
        "il y a 2 semaines",
        "hier",
        "3d",
        "2026-05-04",
        "04.05.2026",
        "4 mai 2026",
        "May 4",
        "Posted Yesterday",
        "30+ days ago"
      })
  void a_date_is_one_in_words_too(String text) {
    assertThat(PostingWords.isDate(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Engineer 12", "Cook", "4", "Berlin", "Area 51", "Day nurse", "M"})
  void a_number_beside_a_word_is_no_date(String text) {
    assertThat(PostingWords.isDate(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Apply",
        "Read more",
        "Mehr erfahren",
        "Voir l’offre",
        "View details",
        "Jetzt bewerben",
        "Learn more »"
      })
  void what_a_button_says_is_no_title(String text) {
    assertThat(PostingWords.title(text)).isZero();
  }
}
