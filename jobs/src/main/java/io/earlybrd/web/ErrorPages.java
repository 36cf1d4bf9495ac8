package io.earlybrd.web;

import io.earlybrd.run.DatabaseErrors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What went wrong, as a page that says what to do. */
@ControllerAdvice
final class ErrorPages {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  private final Site site;

  ErrorPages(Site site) {
    this.site = site;
  }

  @ExceptionHandler
  ModelAndView page(Exception e, HttpServletRequest request, HttpServletResponse response) {
    if (e instanceof ErrorResponse known) {
      known
          .getHeaders()
          .forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
      return refused(known.getStatusCode().value());
    }
    if (e instanceof InvalidParameterException form) {
      return refused(form.getErrorCode());
    }
    if (e instanceof CannotCreateTransactionException || DatabaseErrors.isLost(e)) {
      LOG.error("the database cannot be reached: {}", DatabaseErrors.line(e));
      response.setHeader("Retry-After", "60");
      return Notice.page(
          site, 503, "Not now", "We cannot reach our database. Please try again in a few minutes.");
    }
    // Without its address, which may hold a token.
    LOG.error("a {} request failed", request.getMethod(), e);
    return Notice.page(
        site,
        500,
        "Something went wrong",
        "It was our mistake, and it is noted. Please try again in a few minutes.");
  }

  private ModelAndView refused(int status) {
    return switch (status) {
      case 404 -> Notice.noSuchPage(site);
      case 405 ->
          Notice.page(site, 405, "Not like this", "This address does not take such a request.");
      case 413 -> Notice.page(site, 413, "Too large", "This request is too large.");
      default ->
          Notice.page(
              site,
              status,
              "We did not understand that",
              "Please go back, load the page again and try once more.");
    };
  }
}
