package dev.baton.codec.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random graphs of every class that may travel arrive as they were. The seeds are the numbers from
 * 1, so that each run tries the same graphs; {@code -Dbaton.test.graphs=100000} tries more of them.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS) // for the many; the default number takes seconds
class RandomGraphsTest {

  private static final Logger LOG = LoggerFactory.getLogger(RandomGraphsTest.class);
  private static final int GRAPHS = Integer.getInteger("baton.test.graphs", 2_000);
  private static final int MOST_KINDS = Integer.getInteger("baton.test.graphs.kinds", 10);

  private final RoundTrip roundTrip = new RoundTrip();
  private final Set<Class<?>> classes = new HashSet<>();
  private long objects;

  /** A graph that did not arrive as it was. */
  private record Failing(long seed, int times, Difference fault) {}

  @Test
  void arriveAsTheyWere() {
    Map<String, Failing> failing = new LinkedHashMap<>();
    int failures = 0;
    for (long seed = 1; seed <= GRAPHS; seed++) {
      count(graph(seed));
      Optional<Difference> fault = roundTrip.faultOf(graph(seed));
      if (fault.isPresent()) {
        failures++;
        Failing first = new Failing(seed, 1, fault.get());
        failing.merge(
            fault.get().kind(),
            first,
            (old, one) -> new Failing(old.seed, old.times + 1, old.fault));
      }
    }
    LOG.info(
        "{} graphs with {} objects of {} classes went there and back; {} arrived different",
        GRAPHS,
        objects,
        classes.size(),
        failures);
    assertThat(failing).as(() -> report(failing)).isEmpty();
  }

  /** Seeds of graphs that did not arrive as they were once. */
  @ParameterizedTest
  @ValueSource(longs = {100471, 265763})
  void thatFailedOnceArriveAsTheyWere(long seed) {
    assertThat(roundTrip.faultOf(graph(seed))).as(() -> GraphText.of(graph(seed))).isEmpty();
  }

  private void count(@Nullable Object graph) {
    for (GraphComparison.Pair pair : GraphComparison.of(graph, graph).pairs()) {
      objects++;
      classes.add(pair.original().getClass());
    }
  }

  private static @Nullable Object graph(long seed) {
    return graph(Choices.ofSeed(seed), seed);
  }

  /** Half of the graphs are such that Java's serialisation can write them. */
  private static @Nullable Object graph(Choices choices, long seed) {
    MakerChoice makers = seed % 2 == 0 ? MakerChoice.EVERYTHING : MakerChoice.SERIALIZABLE;
    return Source.graph(choices, makers, 1 + (int) (seed % 12));
  }

  private String report(Map<String, Failing> failing) {
    StringBuilder text = new StringBuilder("Kinds of faults: " + failing.size() + "\n");
    failing.values().stream()
        .sorted((one, other) -> Integer.compare(other.times, one.times))
        .limit(MOST_KINDS)
        .forEach(one -> text.append(show(one)).append('\n'));
    return text.toString();
  }

  private String show(Failing failing) {
    int[] smallest =
        new Shrinker(decisions -> faultOf(decisions, failing.seed).equals(failing.fault.kind()))
            .shrink(decisionsOf(failing.seed));
    Object graph = graph(Choices.replaying(smallest), failing.seed);
    String shown = GraphText.of(graph);
    Difference fault = roundTrip.faultOf(graph).orElse(failing.fault);
    return failing.times + " times, first with seed " + failing.seed + ": " + fault + "\n" + shown;
  }

  private static int[] decisionsOf(long seed) {
    Choices choices = Choices.ofSeed(seed);
    assertThat(graph(choices, seed)).isNotNull();
    return choices.taken();
  }

  private String faultOf(int[] decisions, long seed) {
    return roundTrip
        .faultOf(graph(Choices.replaying(decisions), seed))
        .map(Difference::kind)
        .orElse("");
  }
}
