package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import io.earlybrd.posting.PayRange;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where the postings stand in a document of one format, and their parts in them. Immutable.
 *
 * @param script the JSON stands in a page: in a script with this id, or in this variable of one
 * @param shape all of these places are there in a document that is of this kind and no other; empty
 *     where the format is all that is known
 * @param postings where the postings are; the first that is there counts. Empty for feeds
 * @param taken what of them is a posting at all
 * @param fields in the order of {@link Field}
 * @param paging how documents of this shape go on; null: as the recipe says
 * @param written as the definition has it, for messages and to store
 */
record Layout(
    Format format,
    @Nullable String script,
    List<String> shape,
    List<String> postings,
    Rule.Taken taken,
    Map<Field, Rule> fields,
    @Nullable Paging paging,
    JsonNode written) {

  Layout {
    var ordered = new EnumMap<Field, Rule>(Field.class);
    ordered.putAll(fields);
    fields = Collections.unmodifiableMap(ordered);
  }

  /** For a document that is about one posting alone. */
  Layout withoutPostings() {
    return new Layout(format, script, shape, List.of(), taken, fields, paging, written);
  }

  /** What was written for {@code field}, for a message. */
  String written(Field field) {
    var rule = written.path("fields").path(field.yamlName());
    return rule.isValueNode() ? rule.asString() : rule.toString();
  }

  /** Whether {@code item} is a posting at all. */
  boolean takes(Item item, Names names) {
    return taken.is(item, names);
  }

  /**
   * Where a selector may match more than was meant, within what was meant too: the first counts.
   */
  private boolean isTree() {
    return format == Format.HTML || format == Format.XML;
  }

  /** All that the rules find in {@code item}, beside what its format says itself. */
  EnumMap<Field, String> values(Item item, Names names) {
    var values = new EnumMap<Field, String>(Field.class);
    values.putAll(item.standard());
    var known = names;
    for (var entry : fields.entrySet()) {
      var text = value(entry.getKey(), entry.getValue(), item, known);
      if (text != null) {
        values.put(entry.getKey(), text);
        if (entry.getKey() == Field.ID) {
          known = known.with("id", text.strip());
        }
      }
    }
    return values;
  }

  private @Nullable String value(Field field, Rule rule, Item item, Names names) {
    var texts = rule.texts(item, field, names);
    if (texts.isEmpty()) {
      return null;
    }
    if (field.isSingle() || texts.size() == 1) {
      return texts.getFirst();
    }
    boolean place = rule.chosen(item, field, names) instanceof Rule.At;
    if (place && isTree() && field != Field.DESCRIPTION) {
      return texts.getFirst();
    }
    var distinct = new java.util.LinkedHashSet<>(texts);
    return String.join(
        field == Field.DESCRIPTION ? "\n" : field == Field.LOCATION && !place ? "; " : ", ",
        distinct);
  }

  /** The pay in numbers, where the rules or the document give it in parts. */
  @Nullable PayRange pay(Item item, Names names) {
    if (!(fields.get(Field.PAY) instanceof Rule.Pay pay)) {
      return item.pay();
    }
    var parts = new String[4];
    var rules = new Rule[] {pay.min(), pay.max(), pay.currency(), pay.period()};
    for (int i = 0; i < parts.length; i++) {
      parts[i] = rules[i] == null ? null : rules[i].text(item, Field.PAY, names);
    }
    return PayRange.of(parts[0], parts[1], parts[2], parts[3]);
  }
}
