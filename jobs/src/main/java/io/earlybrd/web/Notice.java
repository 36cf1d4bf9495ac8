package io.earlybrd.web;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.ModelAndView;

/** A page of a heading and a sentence. */
final class Notice {
  private Notice() {}

  static ModelAndView page(Site site, int status, String heading, String text) {
    var page = new ModelAndView("notice");
    page.setStatus(HttpStatusCode.valueOf(status));
    page.addObject("site", site);
    page.addObject("heading", heading);
    page.addObject("text", text);
    return page;
  }

  static ModelAndView noSuchPage(Site site) {
    return page(
        site,
        404,
        "There is no such page",
        "Links in our mails are long: please check that yours was not cut at its end, or open the"
            + " one in the newest mail.");
  }

  static ModelAndView badToken(Site site) {
    return page(
        site,
        404,
        "This link does not work",
        "It may have been cut or changed on its way: please open the one in the newest mail. To"
            + " unsubscribe without it, write to "
            + site.contact()
            + ".");
  }
}
