package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import io.earlybrd.board.Recipe.Form;
import io.earlybrd.board.Recipe.OwnPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how documents are got and read, in boards.yaml and in presets alike. */
final class RecipeReader {
  static final List<String> KEYS =
      List.of(
          "format", "posting", "fields", "script", "only", "unless", "shape", "layouts", "next",
          "pages", "paging", "request", "detail");

  private static final List<String> LAYOUT_KEYS =
      List.of("format", "posting", "fields", "script", "only", "unless", "shape");

  private static final List<String> PAGING_KEYS = List.of("next", "pages", "paging");

  private static final List<String> FORMATS =
      Arrays.stream(Format.values()).map(Format::yamlName).toList();

  private static final int MOST_PAGES = 200;

  /** Of a board that says how to go on, and not how far. */
  private static final int USUAL_PAGES = 5;

  private final Problems problems;
  private final boolean general;
  private final boolean ofPart;

  /**
   * @param general for a preset: made for many boards
   */
  RecipeReader(Problems problems, boolean general) {
    this(problems, general, false);
  }

  private RecipeReader(Problems problems, boolean general, boolean ofPart) {
    this.problems = problems;
    this.general = general;
    this.ofPart = ofPart;
  }

  /** The recipe in {@code map}; null where what it could not be made of is among the problems. */
  @Nullable Recipe read(DefinitionMap map) {
    var layouts = layouts(map);
    if (layouts.isEmpty()) {
      return null;
    }
    var first = layouts.getFirst();
    var request = map.map("request");
    if (request != null) {
      request.refuseUnknown("key", List.of("body", "next", "at", "headers"));
    }
    return new Recipe(
        request == null ? null : form(request),
        request == null ? Map.of() : headers(request),
        layouts,
        paging(map, first.format()),
        own(map, first),
        general);
  }

  private static @Nullable Form form(DefinitionMap request) {
    var body = request.optional("body", text -> Template.parse(text, null));
    return body == null
        ? null
        : new Form(
            body,
            request.optional("next", text -> Template.parse(text, null)),
            request.optional("at", RuleReader::pattern));
  }

  private static Map<String, String> headers(DefinitionMap request) {
    var headers = new HashMap<String, String>();
    var map = request.map("headers");
    if (map != null) {
      for (var name : map.node().propertyNames()) {
        var value = map.text(name);
        if (value != null) {
          headers.put(name, value);
        }
      }
    }
    return headers;
  }

  private List<Layout> layouts(DefinitionMap map) {
    var layouts = new ArrayList<Layout>();
    if (!map.has("layouts")) {
      var layout = layout(map, false);
      return layout == null ? List.of() : List.of(layout);
    }
    for (var node : map.at("layouts").values()) {
      var inner = DefinitionMap.of(node, "a layout", problems);
      if (inner != null) {
        var known = new ArrayList<>(LAYOUT_KEYS);
        known.addAll(PAGING_KEYS);
        inner.refuseUnknown("key", known);
        var layout = layout(inner, true);
        if (layout != null) {
          layouts.add(layout);
        }
      }
    }
    if (layouts.isEmpty()) {
      problems.add(map.at("layouts"), "“layouts” must be a list of at least one layout");
    }
    return layouts;
  }

  /**
   * @param ofSeveral it may go on in a way of its own
   */
  private @Nullable Layout layout(DefinitionMap map, boolean ofSeveral) {
    var format = map.required("format", "one of " + String.join(", ", FORMATS), this::format);
    if (format == null) {
      return null;
    }
    var rules = new RuleReader(format, problems);
    var postings = postings(map, format);
    var fields = fields(map, format, rules);
    var script = map.text("script");
    if (script != null && format != Format.JSON) {
      problems.add(map.at("script"), "“script” is for json only: the JSON that a page carries");
    }
    return new Layout(
        format,
        script,
        map.texts("shape"),
        postings,
        rules.taken(map),
        fields,
        ofSeveral && PAGING_KEYS.stream().anyMatch(map::has) ? paging(map, format) : null,
        map.node());
  }

  private Format format(String text) {
    int at = FORMATS.indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException(
          "format “%s” is unknown; it must be one of %s"
              .formatted(OneLine.of(text, 40), String.join(", ", FORMATS)));
    }
    return Format.values()[at];
  }

  private List<String> postings(DefinitionMap map, Format format) {
    if (format == Format.RSS) {
      if (map.has("posting") && !map.at("posting").isNull()) {
        problems.add(map.at("posting"), "“posting” is not for rss: its entries are the postings");
      }
      return List.of();
    }
    if (!map.has("posting") || map.at("posting").isNull() && format == Format.JSONLD) {
      if (format != Format.JSONLD) {
        problems.add(
            map.node(),
            format == Format.JSON
                ? "“posting” is missing: the JSON Pointer of the postings, such as /jobs (\"\": the"
                    + " document itself)"
                : "“posting” is missing: the CSS selector of one posting");
      }
      return List.of();
    }
    var postings = map.texts("posting");
    for (var text : postings) {
      try {
        if (format == Format.JSON) {
          StarPointer.parse(text);
        } else {
          HtmlField.selector(text);
        }
      } catch (IllegalArgumentException e) {
        problems.add(map.at("posting"), String.valueOf(e.getMessage()));
      }
    }
    return postings;
  }

  private Map<Field, Rule> fields(DefinitionMap map, Format format, RuleReader rules) {
    var fields = new EnumMap<Field, Rule>(Field.class);
    var inner = map.map("fields");
    if (inner != null) {
      inner.refuseUnknown("field", Field.NAMES);
      for (var name : Field.NAMES) {
        var rule = inner.has(name) ? rules.rule(inner.at(name), name) : null;
        if (rule != null) {
          fields.put(Field.valueOf(name.toUpperCase(java.util.Locale.ROOT)), rule);
        }
      }
    }
    boolean needed = format != Format.RSS && format != Format.JSONLD && !ofPart;
    boolean broken = map.has("fields") && inner == null;
    if (needed && !broken && (inner == null || !(inner.has("title") || inner.has("description")))) {
      problems.add(
          map.at("fields"), "“fields” must say where the title is (or at least the description)");
    }
    return fields;
  }

  private Paging paging(DefinitionMap map, Format format) {
    var rules = new RuleReader(format == Format.JSONLD ? Format.HTML : format, problems);
    var next = map.has("next") ? rules.rule(map.at("next"), "next") : null;
    var paging = map.map("paging");
    if (paging == null) {
      if (next == null && map.has("pages")) {
        problems.add(map.at("pages"), "“pages” needs “next”, where the next page's address is");
      }
      int pages = map.number("pages", USUAL_PAGES, 1, MOST_PAGES);
      return next == null ? Paging.NONE : new Paging(pages, next, null, 0, 0, null, null);
    }
    paging.refuseUnknown("key", List.of("parameter", "from", "by", "total", "token"));
    return new Paging(
        map.number("pages", USUAL_PAGES, 1, MOST_PAGES),
        next,
        paging.text("parameter"),
        paging.number("from", 0, 0, 1_000),
        paging.number("by", 0, 0, 1_000),
        paging.has("total") ? rules.rule(paging.at("total"), "total") : null,
        paging.has("token") ? rules.rule(paging.at("token"), "token") : null);
  }

  private @Nullable OwnPage own(DefinitionMap map, Layout list) {
    if (!map.has("detail")) {
      // The list of a board in JSON-LD may be nothing but links.
      return list.format() == Format.JSONLD
          ? new OwnPage(
              null,
              Set.of(),
              new Recipe(null, Map.of(), List.of(list.withoutPostings()), Paging.NONE, null, true))
          : null;
    }
    var inner = map.map("detail");
    if (inner == null) {
      return null;
    }
    var known = new ArrayList<>(LAYOUT_KEYS);
    known.addAll(List.of("layouts", "request", "url", "lacking"));
    inner.refuseUnknown("key", known);
    var url =
        inner.has("url")
            ? new RuleReader(list.format(), problems).rule(inner.at("url"), "url")
            : null;
    var recipe = new RecipeReader(problems, true, true).read(inner);
    return recipe == null ? null : new OwnPage(url, lacking(inner), recipe);
  }

  private static Set<Field> lacking(DefinitionMap map) {
    var lacking = EnumSet.noneOf(Field.class);
    for (var name : map.texts("lacking")) {
      var field = Field.named(name);
      if (field == null) {
        map.problems()
            .add(
                map.at("lacking"),
                "field “%s” is unknown; known are %s"
                    .formatted(OneLine.of(name, 40), String.join(", ", Field.NAMES)));
      } else {
        lacking.add(field);
      }
    }
    return map.has("lacking") ? lacking : EnumSet.of(Field.DESCRIPTION);
  }
}
