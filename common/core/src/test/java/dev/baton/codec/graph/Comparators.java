package dev.baton.codec.graph;

import dev.baton.codec.graph.LambdaMakers.SerialFunction;
import java.util.Collections;
import java.util.Comparator;

/** Orders of texts. */
final class Comparators {

  private Comparators() {}

  static Comparator<String> ofTexts(Source source) {
    return source.remember(
        switch (source.below(9)) {
          case 0 -> Comparator.naturalOrder();
          case 1 -> Comparator.reverseOrder();
          case 2 -> String.CASE_INSENSITIVE_ORDER;
          case 3 -> String.CASE_INSENSITIVE_ORDER.reversed();
          case 4 -> Collections.reverseOrder(new UserTypes.ByLength());
          case 5 -> Comparator.nullsFirst(String.CASE_INSENSITIVE_ORDER);
          case 6 ->
              Comparator.comparing((SerialFunction<String, Integer>) String::length)
                  .thenComparing(Comparator.nullsLast(Comparator.naturalOrder()));
          case 7 -> LambdaMakers.comparing(source.number());
          default -> new UserTypes.ByLength();
        });
  }
}
