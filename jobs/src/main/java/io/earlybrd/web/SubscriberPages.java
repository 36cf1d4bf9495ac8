package io.earlybrd.web;

import io.earlybrd.deliver.Feedback;
import io.earlybrd.mail.Tokens;
import io.earlybrd.search.SearchParser;
import io.earlybrd.subscriber.SubscriberRow;
import io.earlybrd.subscriber.Subscription;
import io.earlybrd.subscriber.Subscription.Delivery;
import io.earlybrd.subscriber.Subscriptions;
import io.earlybrd.subscriber.Subscriptions.Pause;
import io.earlybrd.subscriber.Suppressions.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * A subscriber's own page, opened by the token in their mails: unsubscribe, or get fewer mails.
 *
 * <p>GET changes nothing, since scanners follow links. A POST acts, and answers with what is now so
 * instead of leading on to another page, as RFC 8058 asks. There is no cookie that a browser would
 * send along, so a form of another site can do nothing without the token, and with it needs no
 * browser: no CSRF token.
 */
@Controller
final class SubscriberPages {
  /** Offers never expire: they shall not fill the database. */
  private static final int MOST_SEARCHES = 500;

  /** From a page that was open since before they left. */
  private static final Said NOT_MAILED =
      Said.of("Nothing was changed, since we send you no mails now.");

  private final Site site;
  private final Tokens tokens;
  private final TransactionTemplate transaction;
  private final Subscriptions subscriptions;
  private final Feedback feedback;

  SubscriberPages(
      Site site,
      Tokens tokens,
      TransactionTemplate transaction,
      Subscriptions subscriptions,
      Feedback feedback) {
    this.site = site;
    this.tokens = tokens;
    this.transaction = transaction;
    this.subscriptions = subscriptions;
    this.feedback = feedback;
  }

  @GetMapping("/u/{token}")
  ModelAndView ask(@PathVariable String token) {
    return forSubscriber(
        token,
        id ->
            subscriptions
                .find(id)
                .map(found -> page(token, found, null))
                .orElseGet(() -> gone(410)));
  }

  /** Also what a mail program sends by itself (RFC 8058); its body says nothing more. */
  @PostMapping("/u/{token}")
  ModelAndView unsubscribe(@PathVariable String token) {
    return act(
        token,
        s -> {
          if (!s.suppressed().contains(Reason.UNSUBSCRIBE)) {
            feedback.record(
                new Feedback.Event(
                    Feedback.Kind.UNSUBSCRIBE,
                    Feedback.Source.PAGE,
                    null,
                    null,
                    s.email(),
                    "by the subscriber's page"));
          }
          return Said.of("Done. No more mails will come.").undoBy("/subscribe", Map.of());
        });
  }

  @PostMapping("/u/{token}/subscribe")
  ModelAndView subscribe(@PathVariable String token) {
    return act(
        token,
        s ->
            subscriptions.subscribeAgain(s)
                ? Said.of("You are subscribed again.")
                : Said.of("You asked for mails again, but we cannot send any. See below."));
  }

  @PostMapping("/u/{token}/pause")
  ModelAndView pause(@PathVariable String token, @RequestParam("for") String length) {
    return act(
        token,
        chosen(Pause.class, length),
        (s, pause) -> {
          if (!s.suppressed().isEmpty()) {
            return NOT_MAILED;
          }
          subscriptions.pause(s, pause);
          return Said.of("Mails are paused. What is found in the meantime waits for you.")
              .undoBy("/resume", Map.of());
        });
  }

  @PostMapping("/u/{token}/resume")
  ModelAndView resume(@PathVariable String token) {
    return act(
        token,
        s -> {
          if (!s.suppressed().isEmpty()) {
            return NOT_MAILED;
          }
          subscriptions.resume(s);
          return Said.of("Mails come again. What waited comes with the next digest.");
        });
  }

  @PostMapping("/u/{token}/delivery")
  ModelAndView deliver(@PathVariable String token, @RequestParam String delivery) {
    return act(
        token,
        chosen(Delivery.class, delivery),
        (s, wanted) -> {
          if (!s.suppressed().isEmpty()) {
            return NOT_MAILED;
          }
          subscriptions.deliver(s, wanted);
          var said = Said.of(SubscriberView.changed(wanted));
          return wanted == s.delivery()
              ? said
              : said.undoBy("/delivery", Map.of("delivery", s.delivery().sql()));
        });
  }

  @PostMapping("/u/{token}/stop")
  ModelAndView stop(@PathVariable String token, @RequestParam String search) {
    return act(
        token,
        s ->
            subscriptions
                .stop(s, search)
                .map(
                    stopped ->
                        Said.of("The search “" + SubscriberView.shown(stopped) + "” is stopped.")
                            .undoBy("/restore", offer(token, stopped.name(), stopped.query())))
                .orElseGet(() -> Said.of("This search is stopped already.")));
  }

  /** Whoever has the link of a forwarded mail may end what it is about, not begin something. */
  private Map<String, String> offer(String token, String name, String query) {
    return Map.of("name", name, "query", query, "offer", tokens.offer(token, name, query));
  }

  @PostMapping("/u/{token}/restore")
  ModelAndView restore(
      @PathVariable String token,
      @RequestParam String name,
      @RequestParam String query,
      @RequestParam String offer) {
    return act(
        token,
        s -> {
          if (!tokens.isOffer(offer, token, name, query)
              || !(SearchParser.parse(query) instanceof SearchParser.Parsed(var parsed))
              || s.searches().size() >= MOST_SEARCHES) {
            return Said.of("This search could not be brought back.");
          }
          subscriptions.restore(s, new SubscriberRow.NamedQuery(query, parsed), name);
          return Said.of("The search is back.");
        });
  }

  /** Null for what the page does not offer. */
  private static <E extends Enum<E>> @Nullable E chosen(Class<E> type, String name) {
    for (var constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
        return constant;
      }
    }
    return null;
  }

  private <E> ModelAndView act(
      String token, @Nullable E choice, BiFunction<Subscription, E, Said> action) {
    return choice == null
        ? Notice.page(
            site, 400, "We did not understand that", "Please go back and choose once more.")
        : act(token, s -> action.apply(s, choice));
  }

  /** Acts with the subscriber's row locked, and shows what came of it. */
  private ModelAndView act(String token, Function<Subscription, Said> action) {
    return forSubscriber(
        token,
        id ->
            transaction.execute(
                status ->
                    subscriptions
                        .lock(id)
                        .map(
                            found -> {
                              var said = action.apply(found);
                              var now = subscriptions.find(id).orElseThrow();
                              return page(token, now, said);
                            })
                        // Who is gone is unsubscribed: what was asked for is so.
                        .orElseGet(() -> gone(200))));
  }

  private ModelAndView forSubscriber(String token, Function<UUID, ModelAndView> answer) {
    return tokens.readUnsubscribe(token).map(answer).orElseGet(() -> Notice.badToken(site));
  }

  private ModelAndView page(String token, Subscription subscription, @Nullable Said said) {
    var page = new ModelAndView("subscriber");
    page.addObject("site", site);
    page.addObject("at", site.path() + "/u/" + token);
    page.addObject("view", SubscriberView.of(subscription));
    page.addObject("said", said);
    return page;
  }

  private ModelAndView gone(int status) {
    return Notice.page(
        site,
        status,
        "You get no mails from us",
        "This address is not in our list any more. There is nothing left to do.");
  }
}
