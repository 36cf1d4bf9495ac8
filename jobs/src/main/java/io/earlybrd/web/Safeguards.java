package io.earlybrd.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds for every answer: its headers, how large a request may be, and that nothing but a page
 * of ours comes out where all else fails.
 */
final class Safeguards implements Filter {
  /** Bytes of a form: a stopped search comes back in one, encoded. */
  static final int MOST_FORM = 128 << 10;

  /** Bytes of any body. */
  static final int MOST_BODY = 256 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Safeguards.class);

  private final Site site;

  Safeguards(Site site) {
    this.site = site;
  }

  @Override
  public void doFilter(ServletRequest from, ServletResponse to, FilterChain chain)
      throws IOException, ServletException {
    var request = (HttpServletRequest) from;
    var response = (HttpServletResponse) to;
    protect(response);
    if (request.getContentLengthLong() > MOST_BODY) {
      plain(response, 413, "This request is too large.");
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      // Without its address, which may hold a token.
      LOG.error("a {} request failed", request.getMethod(), e);
      if (!response.isCommitted()) {
        response.resetBuffer();
        plain(response, 500, "Something went wrong here. Please try again in a few minutes.");
      }
    }
  }

  private void protect(HttpServletResponse response) {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'");
    // The token is in the address: no board may see it.
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    if (site.secure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static void plain(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
