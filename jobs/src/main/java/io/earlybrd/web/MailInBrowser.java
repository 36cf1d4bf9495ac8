package io.earlybrd.web;

import io.earlybrd.deliver.MailPages;
import io.earlybrd.mail.PageView;
import io.earlybrd.mail.Tokens;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * One mail with all that it holds. People forward these links, so the page names nobody and leads
 * to no page of the subscriber.
 */
@Controller
final class MailInBrowser {
  private final Site site;
  private final Tokens tokens;
  private final MailPages mails;

  MailInBrowser(Site site, Tokens tokens, MailPages mails) {
    this.site = site;
    this.tokens = tokens;
    this.mails = mails;
  }

  @GetMapping("/m/{token}")
  ModelAndView mail(@PathVariable String token, @RequestParam(defaultValue = "1") String page) {
    var mail = tokens.readView(token);
    if (mail.isEmpty()) {
      return Notice.badToken(site);
    }
    return mails
        .find(mail.get(), number(page))
        .map(found -> page(token, found))
        .orElseGet(
            () ->
                Notice.page(
                    site,
                    404,
                    "This mail is not here any more",
                    "It was deleted, or it never had a page of this number."));
  }

  /** 0, which no page has, for what is no number. */
  private static int number(String page) {
    return page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 0;
  }

  private ModelAndView page(String token, MailPages.Page found) {
    var path = site.path() + "/m/" + token;
    var page = new ModelAndView("mail");
    page.addObject("site", site);
    page.addObject("mail", PageView.of(found.content()));
    page.addObject("number", found.number());
    page.addObject("pages", found.pages());
    page.addObject("newer", found.number() > 1 ? path + "?page=" + (found.number() - 1) : null);
    page.addObject(
        "older", found.number() < found.pages() ? path + "?page=" + (found.number() + 1) : null);
    return page;
  }
}
