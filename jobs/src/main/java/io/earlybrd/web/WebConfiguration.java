package io.earlybrd.web;

import io.earlybrd.deliver.Feedback;
import io.earlybrd.deliver.MailPages;
import io.earlybrd.mail.Tokens;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Secrets;
import io.earlybrd.subscriber.Subscriptions;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.CharacterEncodingFilter;
import org.springframework.web.servlet.ViewResolver;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/** What the web process is made of. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
@Import({
  SitePages.class,
  SubscriberPages.class,
  MailInBrowser.class,
  MailgunWebhook.class,
  ErrorPages.class
})
class WebConfiguration {

  @Bean
  Site site(Config config) {
    return Site.of(config);
  }

  /** Browsers send our forms in UTF-8, as the pages are, and do not say so. */
  @Bean
  CharacterEncodingFilter utf8() {
    return new CharacterEncodingFilter("UTF-8", true, false);
  }

  @Bean
  Safeguards safeguards(Site site) {
    return new Safeguards(site);
  }

  @Bean
  TransactionTemplate transaction(PlatformTransactionManager transactions) {
    return new TransactionTemplate(transactions);
  }

  @Bean
  Tokens tokens(Config config) {
    return new Tokens(Secrets.of(config));
  }

  @Bean
  Subscriptions subscriptions(JdbcClient jdbc, Config config) {
    return new Subscriptions(jdbc, Secrets.of(config));
  }

  @Bean
  Feedback feedback(JdbcClient jdbc, Config config) {
    return new Feedback(jdbc, Secrets.of(config));
  }

  @Bean
  MailPages mailPages(JdbcClient jdbc, Tokens tokens, Config config) {
    return new MailPages(jdbc, tokens, config.baseUrl());
  }

  @Bean
  MailgunSignatures mailgunSignatures(Config config, Clock clock) {
    return new MailgunSignatures(Optional.ofNullable(config.feedback().webhookKey()), clock);
  }

  @Bean
  ViewResolver views(Config config) {
    var engine = new SpringTemplateEngine();
    if (config.templates() != null) {
      var own = new FileTemplateResolver();
      own.setPrefix(config.templates() + "/web/");
      own.setSuffix(".html");
      own.setCharacterEncoding("UTF-8");
      own.setCheckExistence(true);
      own.setOrder(1);
      engine.addTemplateResolver(own);
    }
    var ours = new ClassLoaderTemplateResolver(WebConfiguration.class.getClassLoader());
    ours.setPrefix("templates/web/");
    ours.setSuffix(".html");
    ours.setCharacterEncoding("UTF-8");
    ours.setOrder(2);
    engine.addTemplateResolver(ours);
    var views = new ThymeleafViewResolver();
    views.setTemplateEngine(engine);
    views.setCharacterEncoding("UTF-8");
    views.setContentType("text/html;charset=UTF-8");
    // Whole pages or an error page, never half of one.
    views.setProducePartialOutputWhileProcessing(false);
    return views;
  }
}
