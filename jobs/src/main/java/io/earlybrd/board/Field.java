package io.earlybrd.board;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a posting, as {@code boards.yaml} names them under {@code fields}. */
public enum Field {
  ID,
  TITLE,
  COMPANY,
  LOCATION,
  URL,
  DESCRIPTION,
  POSTED_AT,
  REMOTE,
  PAY,
  DEPARTMENT;

  static final List<String> NAMES = Arrays.stream(values()).map(Field::yamlName).toList();

  String yamlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Field named(String name) {
    int at = NAMES.indexOf(name);
    return at < 0 ? null : values()[at];
  }

  /** Of several values in the document only the first counts: these cannot be joined. */
  boolean isSingle() {
    return this == ID || this == URL || this == POSTED_AT || this == REMOTE;
  }
}
