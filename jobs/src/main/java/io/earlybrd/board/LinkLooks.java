package io.earlybrd.board;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a link's address says about whether it leads to one posting. */
final class LinkLooks {
  /** Before the name or number of a posting. */
  private static final Set<String> MARKERS =
      PostingWords.set(
          "job jobs career careers position positions vacancy vacancies opening openings"
              + " opportunity opportunities posting postings role roles o p j jobposting"
              + " jobpostings job-posting joboffer job-offer job-offers jobboard viewjob"
              + " job-listing job-listings listing listings requisition req stelle stellen"
              + " stellenangebot stellenangebote karriere stellenanzeige jobangebote emploi emplois"
              + " offre offres offre-emploi offre-d-emploi offres-emploi offres-d-emploi carriere"
              + " carrieres empleo empleos oferta ofertas oferta-empleo trabajo vaga vagas vacature"
              + " vacatures lavoro offerta annuncio annonce annonces jobb ledige-stillinger"
              + " stillinger praca projects project gig gigs remote-jobs recrutement join-us"
              + " work-with-us");

  /** After it: a list of postings, not one. */
  private static final Set<String> LISTS =
      PostingWords.set(
          "category categories location locations department departments in tag tags search all"
              + " page filter filters type types team teams company companies city cities browse"
              + " skills skill alerts alert feed rss login new post submit about faq benefits"
              + " students internships culture life");

  private static final Set<String> NEVER =
      PostingWords.set(
          "login signin sign-in register signup sign-up account privacy terms contact contact-us"
              + " about about-us faq help cart legal imprint impressum datenschutz agb cgu"
              + " mentions-legales cookies cookie-policy privacy-policy wp-login.php share sharer"
              + " intent pricing search tag tags category categories author feed rss kontakt"
              + " company companies employer employers cmp skill skills user users profile team"
              + " teams");

  /** A form for a posting, not its page. */
  private static final Set<String> APPLYING =
      PostingWords.set("apply application bewerben bewerbung postuler candidature aplicar login");

  private static final Set<String> STORIES =
      PostingWords.set(
          "blog news press article articles stories story events event magazine aktuelles");

  private static final Pattern OTHERS =
      Pattern.compile(
          "(?:.+\\.)?(?:facebook|twitter|x|instagram|youtube|tiktok|pinterest|whatsapp|glassdoor|kununu)"
              + "\\.com|t\\.me|wa\\.me|youtu\\.be");

  private static final Pattern SYSTEMS =
      Pattern.compile(
          ".*\\b(?:greenhouse\\.io|lever\\.co|ashbyhq\\.com|workable\\.com|smartrecruiters\\.com"
              + "|recruitee\\.com|personio\\.(?:de|com)|myworkdayjobs\\.com|teamtailor\\.com"
              + "|bamboohr\\.com|breezy\\.hr|pinpointhq\\.com|rippling\\.com|jobvite\\.com|icims\\.com"
              + "|eightfold\\.ai|successfactors\\.\\w+|applytojob\\.com|jobs\\.\\w+\\.\\w+)");

  private static final Pattern ID_PARAMETER =
      Pattern.compile(
          "(?:^|&)(?:job|jobid|job_id|job-id|id|vacancy\\w*|position(?:id)?|req(?:id)?|requisition\\w*"
              + "|gh_jid|jid|jk|posting(?:id)?|offer(?:id)?|oferta|offre|stelle|jobnummer|pid|nr|ref"
              + "|refnr|p|job_listing|jobreqid)=[^&]{1,80}",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HOST = Pattern.compile("[\\w.-]+");
  private static final Pattern FILE =
      Pattern.compile(".*\\.(?:jpe?g|png|gif|svg|zip|ics|css|js|mp4)");
  private static final Pattern LONG_NUMBER = Pattern.compile(".*\\d{3,}.*");

  private final URI page;
  private final Map<String, Double> known = new HashMap<>();

  /**
   * @param page what relative links start from
   */
  LinkLooks(URI page) {
    this.page = page;
  }

  /** From 0, certainly no posting's own page, to 1. */
  double of(String href) {
    return known.computeIfAbsent(href, this::look);
  }

  private double look(String href) {
    var link = href.startsWith("#") || href.isBlank() ? null : Links.resolve(page, href);
    if (link == null || Links.leadsTo(link, page)) {
      return 0;
    }
    var uri = URI.create(link);
    var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    var query = uri.getRawQuery();
    boolean byId = query != null && ID_PARAMETER.matcher(query).find();
    var segments = segments(uri);
    if (OTHERS.matcher(host).matches() || FILE.matcher(last(segments)).matches()) {
      return 0;
    }
    double path = path(segments, byId);
    if (SYSTEMS.matcher(host).matches() && (segments.size() > 1 || byId)) {
      path = Math.max(path, segments.stream().anyMatch(NEVER::contains) ? 0 : 0.85);
    }
    return path;
  }

  /** The part of the address as it is written after which the posting's own begins. */
  static @Nullable String marker(String href) {
    var path = href.split("[?#]", 2)[0];
    var segments = path.split("/", -1);
    for (int i = segments.length - 2; i >= 0; i--) {
      if (MARKERS.contains(segments[i].toLowerCase(Locale.ROOT)) && !segments[i + 1].isEmpty()) {
        return (i == 0 ? "" : "/") + segments[i] + "/";
      }
    }
    boolean isSystem = segments.length > 4 && SYSTEMS.matcher(segments[2]).matches();
    return isSystem && HOST.matcher(segments[2]).matches() ? segments[2] + "/" : null;
  }

  private static double path(List<String> segments, boolean byId) {
    int marker = -1;
    for (int i = 0; i < segments.size(); i++) {
      if (MARKERS.contains(segments.get(i))) {
        marker = i;
      }
    }
    if (APPLYING.contains(last(segments))) {
      return 0.4;
    }
    var tail = segments.subList(marker + 1, segments.size());
    if (marker >= 0 && !tail.isEmpty()) {
      return LISTS.contains(tail.getFirst()) || NEVER.contains(tail.getFirst())
          ? 0.15
          : isSlug(last(tail)) || byId ? 1 : 0.75;
    }
    if (marker >= 0) {
      return byId
          ? 0.9
          : segments.size() > 1 && isSlug(segments.get(segments.size() - 2)) ? 0.8 : 0.1;
    }
    if (segments.stream().anyMatch(NEVER::contains)) {
      return 0.05;
    }
    double slug = byId ? 0.7 : isSlug(last(segments)) ? 0.5 : segments.size() > 1 ? 0.3 : 0.15;
    return segments.stream().anyMatch(STORIES::contains) ? slug * 0.3 : slug;
  }

  private static boolean isSlug(String segment) {
    return LONG_NUMBER.matcher(segment).matches()
        || segment.indexOf('-') > 0
        || segment.indexOf('_') > 0
        || segment.endsWith(".html")
        || segment.length() >= 8 && segment.matches(".*\\d.*[a-z].*|.*[a-z].*\\d.*");
  }

  private static List<String> segments(URI uri) {
    var path = uri.getRawPath() == null ? "" : uri.getRawPath().toLowerCase(Locale.ROOT);
    return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
  }

  private static String last(List<String> segments) {
    return segments.isEmpty() ? "" : segments.getLast();
  }
}
