package io.earlybrd.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The environment; a blank value counts as unset. */
record Env(Map<String, String> variables) {

  @Nullable String get(String name) {
    var value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String text(String name, String otherwise) {
    var value = get(name);
    return value == null ? otherwise : value;
  }

  List<String> list(String name) {
    var value = get(name);
    return value == null
        ? List.of()
        : Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  int number(String name, int otherwise, int least, int most) {
    var expected = "a number from " + least + " to " + most;
    return parsed(
        name,
        otherwise,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException(expected);
          }
          return number;
        },
        expected);
  }

  <T> T parsed(String name, T otherwise, Function<String, T> parser, String expected) {
    var value = get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw new UserError(name + " must be " + expected + ", not “" + value + "”", e);
    }
  }

  /** As {@link #parsed}, of a value that no message may repeat; null where it is not set. */
  <T> @Nullable T secretly(String name, Function<String, T> parser, String expected) {
    var value = get(name);
    if (value == null) {
      return null;
    }
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      // Not its cause: that has the value in its message.
      throw new UserError(name + " must be " + expected);
    }
  }

  <T extends Enum<T>> T oneOf(String name, T otherwise, T[] values) {
    var value = get(name);
    if (value == null) {
      return otherwise;
    }
    for (T candidate : values) {
      if (candidate.name().equalsIgnoreCase(value)) {
        return candidate;
      }
    }
    var names = Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    throw new UserError(name + " must be " + String.join(" or ", names) + ", not “" + value + "”");
  }

  /**
   * {@code SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE=true} becomes {@code
   * mail.smtp.starttls.enable}.
   */
  Map<String, String> mailProperties() {
    var prefix = "SPRING_MAIL_PROPERTIES_";
    var properties = new TreeMap<String, String>();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            properties.put(
                name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return properties;
  }
}
