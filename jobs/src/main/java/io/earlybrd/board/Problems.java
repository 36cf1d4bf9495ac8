package io.earlybrd.board;

import tools.jackson.databind.JsonNode;

/** Hears what is wrong in a definition. */
interface Problems {
  /** For a definition that was stored, and so was right when it was: the first problem ends it. */
  Problems FATAL =
      new Problems() {
        @Override
        public void add(JsonNode at, String message) {
          throw new IllegalArgumentException(message);
        }

        @Override
        public void addKey(JsonNode map, String key, String message) {
          throw new IllegalArgumentException(message);
        }
      };

  /** Something is wrong with the value {@code at}. */
  void add(JsonNode at, String message);

  /** Something is wrong with a key of {@code map} itself. */
  void addKey(JsonNode map, String key, String message);
}
