package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskEncodingException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The inputs of a map travel in chunks, and the reader sees nothing of that. */
@Timeout(60)
class MapChunksTest {

  private static final int MANY = 20_000;
  private static final TaskFunction<Integer, Integer> DOUBLED = i -> 2 * i;

  @Test
  void manyShortTasksTravelInFewChunksAndEachHasItsResult() {
    try (InMemoryPool memory = new InMemoryPool()) {
      List<Integer> results = memory.pool().map(DOUBLED, IntStream.range(0, MANY).boxed()).toList();

      assertThat(results).hasSize(MANY);
      for (int i = 0; i < MANY; i++) {
        assertThat(results.get(i)).isEqualTo(2 * i);
      }
      assertThat(memory.chunkSizes().getFirst()).as("nothing is known yet").isEqualTo(1);
      assertThat(memory.chunkSizes()).hasSizeLessThan(MANY / 50);
      assertThat(memory.pool().statistics().done()).isEqualTo(MANY);
      assertThat(memory.pool().progress().pending()).isZero();
    }
  }

  @Test
  void unorderedResultsAreAllThereOnce() {
    try (InMemoryPool memory = new InMemoryPool()) {
      assertThat(memory.pool().mapUnordered(DOUBLED, IntStream.range(0, MANY).boxed()))
          .hasSize(MANY)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aTaskThatFailsInAChunkFailsAlone() {
    TaskFunction<Integer, Integer> failing =
        i -> {
          if (i % 1000 == 999) {
            throw new IllegalStateException("input " + i);
          }
          return i;
        };
    try (InMemoryPool memory = new InMemoryPool();
        Stream<MapResult<Integer, Integer>> results =
            memory.pool().mapResults(failing, numbers(), true)) {
      int expected = 0;
      for (Iterator<MapResult<Integer, Integer>> all = results.iterator(); all.hasNext(); ) {
        MapResult<Integer, Integer> result = all.next();
        assertThat(result.input()).isEqualTo(expected);
        if (expected % 1000 == 999) {
          assertThat(result.failure()).hasMessageContaining("input " + expected);
        } else {
          assertThat(result.result()).isEqualTo(expected);
        }
        expected++;
      }
      assertThat(expected).isEqualTo(MANY);
      assertThat(memory.pool().statistics().failed()).isEqualTo(MANY / 1000);
    }
  }

  @Test
  void anInputThatCannotBeEncodedFailsInItsPlaceAndTheOthersRun() {
    TaskFunction<Object, String> text = Object::toString;
    List<Object> inputs = new ArrayList<>(IntStream.range(0, MANY).boxed().toList());
    inputs.set(15_000, new Thread());
    try (InMemoryPool memory = new InMemoryPool()) {
      List<MapResult<Object, String>> results =
          memory.pool().mapResults(text, inputs.iterator(), true).toList();

      assertThat(results).hasSize(MANY);
      assertThat(results.get(15_000).failure()).isInstanceOf(TaskEncodingException.class);
      for (int i : new int[] {14_998, 14_999, 15_001, 15_002, MANY - 1}) {
        assertThat(results.get(i).result()).isEqualTo(Integer.toString(i));
      }
      assertThat(results.stream().filter(result -> result.failure() != null)).hasSize(1);
    }
  }

  @Test
  void anInputIsEncodedAsItWasWhenItWasTaken() {
    int[] reused = {0};
    Iterator<int[]> inputs =
        IntStream.range(0, MANY)
            .mapToObj(
                i -> {
                  reused[0] = i;
                  return reused;
                })
            .iterator();
    TaskFunction<int[], Integer> first = numbers -> numbers[0];
    try (InMemoryPool memory = new InMemoryPool()) {
      List<Integer> results =
          memory.pool().mapResults(first, inputs, true).map(MapResult::orThrow).toList();

      assertThat(results).isEqualTo(IntStream.range(0, MANY).boxed().toList());
    }
  }

  @Test
  void aLargeInputIsByItself() {
    TaskFunction<byte[], Integer> length = bytes -> bytes.length;
    Iterator<byte[]> inputs =
        IntStream.range(0, 5000).mapToObj(i -> new byte[i == 4000 ? 40_000 : 10]).iterator();
    try (InMemoryPool memory = new InMemoryPool()) {
      List<Integer> results =
          memory.pool().mapResults(length, inputs, true).map(MapResult::orThrow).toList();

      assertThat(results).hasSize(5000);
      assertThat(results.get(4000)).isEqualTo(40_000);
      assertThat(results.get(4001)).isEqualTo(10);
      assertThat(memory.chunkSizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(5000);
    }
  }

  @Test
  void chunksHaveNoMoreBytesThanARecord() {
    TaskFunction<byte[], Integer> length = bytes -> bytes.length;
    try (InMemoryPool memory = new InMemoryPool()) {
      Stream<byte[]> inputs = IntStream.range(0, 3000).mapToObj(_ -> new byte[10_000]);

      assertThat(memory.pool().map(length, inputs)).hasSize(3000);

      assertThat(memory.chunkSizes()).allMatch(size -> size <= 30);
      assertThat(memory.chunkSizes()).anyMatch(size -> size > 20);
    }
  }

  @Test
  void closingCancelsTheChunksThatAreUnderWay() {
    try (InMemoryPool memory = new InMemoryPool()) {
      Stream<Integer> results = memory.pool().map(DOUBLED, IntStream.range(0, MANY).boxed());
      Iterator<Integer> all = results.iterator();
      for (int i = 0; i < 5_000; i++) {
        assertThat(all.next()).isEqualTo(2 * i);
      }

      results.close();

      assertThat(all.hasNext()).isFalse();
      assertThat(memory.pool().progress().pending()).isZero();
    }
  }

  @Test
  void theFirstFailureEndsTheStreamAndCancelsTheRest() {
    TaskFunction<Integer, Integer> failing = i -> 1 / (i - 7_000);
    try (InMemoryPool memory = new InMemoryPool()) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> memory.pool().map(failing, IntStream.range(0, MANY).boxed()).toList())
          .withMessageContaining("7000");
      assertThat(memory.pool().progress().pending()).isZero();
    }
  }

  @Test
  void aPoolThatIsShutDownGivesTheResultsBeforeAndThenSaysSo() {
    try (InMemoryPool memory = new InMemoryPool()) {
      Iterator<Integer> all =
          memory.pool().map(DOUBLED, IntStream.range(0, MANY).boxed()).iterator();
      List<Integer> results = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        results.add(all.next());
      }
      memory.pool().shutdown();

      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(() -> all.forEachRemaining(results::add));
      assertThat(results).hasSizeGreaterThan(3_000);
      assertThat(results.getLast()).isEqualTo(2 * (results.size() - 1));
    }
  }

  private static Iterator<Integer> numbers() {
    return IntStream.range(0, MANY).boxed().iterator();
  }
}
