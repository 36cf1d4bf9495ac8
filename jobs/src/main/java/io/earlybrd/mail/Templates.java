package io.earlybrd.mail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContextWrapper;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/**
 * The templates of mails by their file names: the operator's own where there is one of that name,
 * else ours. Each is read and parsed once. Thread-safe.
 */
final class Templates {
  /** Where they are in {@code templates}; an operator's folder may have it or not. */
  private static final String EMAIL = "email";

  private final SpringTemplateEngine engine = new SpringTemplateEngine();
  private final EvaluationContext evaluation = new StandardEvaluationContext();
  private final List<Path> folders;

  /**
   * @param folder the operator's own; null: none
   */
  Templates(@Nullable Path folder) {
    folders = folder == null ? List.of() : List.of(folder.resolve(EMAIL), folder);
    int order = 1;
    for (var own : folders) {
      var files = new FileTemplateResolver();
      // Else a name that is not there would not be looked for elsewhere.
      files.setCheckExistence(true);
      engine.addTemplateResolver(resolver(files, order++, own + "/"));
    }
    var ours = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
    engine.addTemplateResolver(resolver(ours, order, "templates/" + EMAIL + "/"));
    // Interpreted expressions take more than twice as long a mail.
    engine.setEnableSpringELCompiler(true);
  }

  private static AbstractConfigurableTemplateResolver resolver(
      AbstractConfigurableTemplateResolver resolver, int order, String prefix) {
    resolver.setOrder(order);
    resolver.setPrefix(prefix);
    resolver.setCharacterEncoding("UTF-8");
    return resolver;
  }

  /**
   * What the template {@code name} makes of {@code variables}.
   *
   * @throws BrokenTemplate where it cannot be parsed, or asks for what is not there
   */
  String process(String name, Map<String, Object> variables) {
    var context = new Context(Locale.ENGLISH, variables);
    // Else one is made for each expression.
    context.setVariable(
        ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
        new ThymeleafEvaluationContextWrapper(evaluation));
    try {
      return engine.process(name, context);
    } catch (TemplateEngineException e) {
      throw new BrokenTemplate(said(name, e), e);
    }
  }

  /** Whether the operator has a template of none of these names. */
  boolean areOurs(List<String> names) {
    return names.stream().map(this::path).allMatch(names::contains);
  }

  /** File, line, and what is wrong: the innermost that knows a place, and the innermost reason. */
  private String said(String name, TemplateEngineException e) {
    var file = name;
    Integer line = null;
    Throwable reason = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      reason = cause;
      if (cause instanceof TemplateProcessingException placed && placed.getTemplateName() != null) {
        file = placed.getTemplateName();
        line = placed.getLine() == null ? line : placed.getLine();
      }
    }
    return "template "
        + path(file)
        + (line == null ? "" : ", line " + line)
        + ": "
        + PlainText.line(String.valueOf(reason.getMessage()), 300);
  }

  private String path(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::exists)
        .map(Path::toString)
        .findFirst()
        .orElse(name);
  }
}
