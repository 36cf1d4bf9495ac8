package io.earlybrd.board;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a field's texts come out of a posting. Immutable; written as {@link RuleReader} says. */
sealed interface Rule {
  /** In order, without blanks; empty: the posting has nothing. */
  List<String> texts(Item item, Field field, Names names);

  /** The first text, or null. */
  default @Nullable String text(Item item, Field field, Names names) {
    var texts = texts(item, field, names);
    return texts.isEmpty() ? null : texts.getFirst();
  }

  /** The rule that finds them: of several the first that finds any. */
  default Rule chosen(Item item, Field field, Names names) {
    return this;
  }

  /** What stands at a place. */
  record At(Where where) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      return item.texts(where, field);
    }
  }

  /** The first of several that has anything. */
  record First(List<Rule> rules) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      for (var rule : rules) {
        var texts = rule.texts(item, field, names);
        if (!texts.isEmpty()) {
          return texts;
        }
      }
      return List.of();
    }

    @Override
    public Rule chosen(Item item, Field field, Names names) {
      for (var rule : rules) {
        if (!rule.texts(item, field, names).isEmpty()) {
          return rule.chosen(item, field, names);
        }
      }
      return this;
    }
  }

  /** All of several, one after the other. */
  record All(List<Rule> rules) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      var texts = new LinkedHashSet<String>();
      rules.forEach(rule -> texts.addAll(rule.texts(item, field, names)));
      return List.copyOf(texts);
    }
  }

  /** A place of parts, such as city, region and country: those that are there, by commas. */
  record Parts(List<Rule> rules) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      var parts = new ArrayList<String>();
      for (var rule : rules) {
        var text = rule.text(item, field, names);
        if (text != null) {
          parts.add(text);
        }
      }
      var place = Places.of(parts);
      return place == null ? List.of() : List.of(place);
    }
  }

  /** A text with places to fill in. */
  record Text(Template template) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      var text =
          template.filled(
              names, where -> item.texts(where, field).stream().findFirst().orElse(null));
      return text == null || text.isBlank() ? List.of() : List.of(text);
    }
  }

  /** A rule that knows more by name; what has nothing is not known. */
  record With(Map<String, Rule> named, Rule rule) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      var known = names;
      for (var entry : named.entrySet()) {
        var text = entry.getValue().text(item, field, names);
        if (text != null) {
          known = known.with(entry.getKey(), text.strip());
        }
      }
      return rule.texts(item, field, known);
    }
  }

  /** A rule for each part at a place that is taken. */
  record Each(Where where, Taken taken, Rule rule) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      var texts = new LinkedHashSet<String>();
      for (var part : item.parts(where)) {
        if (taken.is(part, names)) {
          texts.addAll(rule.texts(part, field, names));
        }
      }
      return List.copyOf(texts);
    }
  }

  /**
   * What of several counts.
   *
   * @param only one that has nothing there, or {@code false}, does not; null: all may
   * @param unless one that has something there, other than {@code false}, does not
   */
  record Taken(@Nullable Rule only, @Nullable Rule unless) {
    boolean is(Item item, Names names) {
      return (only == null || says(only, item, names))
          && (unless == null || !says(unless, item, names));
    }

    private static boolean says(Rule rule, Item item, Names names) {
      var text = rule.text(item, Field.REMOTE, names);
      return text != null && !text.strip().equalsIgnoreCase("false") && !text.strip().equals("0");
    }
  }

  /** Each text changed; what becomes nothing drops out. */
  record Changed(Rule rule, List<Transform> transforms) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      return rule.texts(item, field, names).stream().flatMap(text -> changed(text)).toList();
    }

    private java.util.stream.Stream<String> changed(String text) {
      @Nullable String changed = text;
      for (var transform : transforms) {
        changed = changed == null ? null : transform.of(changed);
      }
      return java.util.stream.Stream.ofNullable(changed).filter(result -> !result.isBlank());
    }
  }

  /** The part of each text that a pattern finds: its first group, or all that it matches. */
  record Found(Rule rule, Pattern pattern) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      var texts = new ArrayList<String>();
      for (var text : rule.texts(item, field, names)) {
        var match = pattern.matcher(text);
        if (match.find()) {
          var found = match.groupCount() > 0 ? match.group(1) : match.group();
          if (found != null && !found.isBlank()) {
            texts.add(found.strip());
          }
        }
      }
      return texts;
    }
  }

  /** Other words for known texts, whatever their case; unknown ones drop out. */
  record Words(Rule rule, Map<String, String> words) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      return rule.texts(item, field, names).stream()
          .map(text -> words.get(text.strip().toLowerCase(Locale.ROOT)))
          .filter(java.util.Objects::nonNull)
          .toList();
    }
  }

  /** All texts as one. */
  record Joined(Rule rule, String by) implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      var texts = rule.texts(item, field, names);
      return texts.isEmpty() ? texts : List.of(String.join(by, texts));
    }
  }

  /** Pay in parts. Its text is what is shown. */
  record Pay(
      @Nullable Rule shown,
      @Nullable Rule min,
      @Nullable Rule max,
      @Nullable Rule currency,
      @Nullable Rule period)
      implements Rule {
    @Override
    public List<String> texts(Item item, Field field, Names names) {
      return shown == null ? List.of() : shown.texts(item, field, names);
    }
  }
}
