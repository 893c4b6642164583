package dev.baton.measure.spawn;

import dev.baton.Task;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A task of the kind that programs have, with strings and maps: until it is compiled it takes many
 * times as long.
 *
 * @param seed makes its text and its answer another one
 */
record WordsTask(long seed) implements Task<WordsTask.Answer> {

  private static final int WORDS = 5_000;
  private static final int DIFFERENT = 400;

  /**
   * What it answers.
   *
   * @param hash of the counts
   * @param ranNs how long it has taken in the worker
   */
  record Answer(long hash, long ranNs) {}

  @Override
  public Answer call() {
    long beginNs = System.nanoTime();
    long hash = count(text());
    return new Answer(hash, System.nanoTime() - beginNs);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    long x = seed;
    for (int i = 0; i < WORDS; i++) {
      x = x * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      text.append("Word").append(Long.toString((x >>> 33) % DIFFERENT, 36)).append(' ');
    }
    return text.toString();
  }

  private static long count(String text) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String word : text.split(" ", -1)) {
      counts.merge(word.toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    long hash = 0;
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      hash = 31 * hash + 17L * each.getKey().hashCode() + each.getValue();
    }
    return hash;
  }
}
