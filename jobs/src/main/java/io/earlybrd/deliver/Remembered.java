package io.earlybrd.deliver;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was loaded before, up to a number of things; the least used are forgotten. Thread-safe. */
final class Remembered<K, V> {
  private final Map<K, V> kept;

  Remembered(int most) {
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized @Nullable V get(K key) {
    return kept.get(key);
  }

  /** Those of them that are known. */
  synchronized Map<K, V> known(Collection<K> keys) {
    var known = new HashMap<K, V>();
    for (var key : keys) {
      var value = kept.get(key);
      if (value != null) {
        known.put(key, value);
      }
    }
    return known;
  }

  synchronized void put(K key, V value) {
    kept.put(key, value);
  }

  synchronized void putAll(Map<K, V> values) {
    kept.putAll(values);
  }

  synchronized void clear() {
    kept.clear();
  }
}
