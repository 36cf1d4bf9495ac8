package io.earlybrd.board;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Of how many values something holds, each from 0 to 1 where its parts are. */
final class Shares {
  private Shares() {}

  static <T> double average(Collection<T> values, ToDoubleFunction<T> of) {
    return values.stream().mapToDouble(of).average().orElse(0);
  }

  static <T> double share(Collection<T> values, Predicate<T> is) {
    return average(values, value -> is.test(value) ? 1 : 0);
  }

  /** 1 where each value is there once. */
  static double distinct(List<String> values) {
    return values.isEmpty() ? 0 : (double) new HashSet<>(values).size() / values.size();
  }

  static double length(List<String> values) {
    return average(values, String::length);
  }
}
