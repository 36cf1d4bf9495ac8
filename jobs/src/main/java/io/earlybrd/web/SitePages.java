package io.earlybrd.web;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What is there for everybody. */
@Controller
final class SitePages {
  private static final String ROBOTS =
      """
      User-agent: *
      Disallow: /u/
      Disallow: /m/
      Disallow: /webhooks/
      Disallow: /actuator/
      """;

  private final Site site;
  private final DataSource database;

  SitePages(Site site, DataSource database) {
    this.site = site;
    this.database = database;
  }

  @GetMapping("/")
  ModelAndView home() {
    return new ModelAndView("home").addObject("site", site);
  }

  /** Its address has its version as a query, so it may be kept. */
  @GetMapping("/style.css")
  ResponseEntity<byte[]> stylesheet() {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .body(site.stylesheet());
  }

  @GetMapping("/robots.txt")
  ResponseEntity<String> robots() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_PLAIN)
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)))
        .body(ROBOTS);
  }

  @GetMapping("/favicon.ico")
  ResponseEntity<Void> icon() {
    return ResponseEntity.noContent().cacheControl(CacheControl.maxAge(Duration.ofDays(1))).build();
  }

  /** For load balancers and supervisors: whether pages can be served. */
  @GetMapping("/actuator/health")
  ResponseEntity<String> health() {
    boolean up = databaseAnswers();
    return ResponseEntity.status(up ? 200 : 503)
        .contentType(MediaType.APPLICATION_JSON)
        .body(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
  }

  private boolean databaseAnswers() {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.setQueryTimeout(3);
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }
}
