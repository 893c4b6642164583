package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MapIteratorTest {

  private final List<StubFuture> submitted = new CopyOnWriteArrayList<>();

  @Test
  void infiniteInputsAreTakenNoFurtherThanTheWindow() {
    Iterator<Integer> naturals = Stream.iterate(0, n -> n + 1).iterator();
    MapIterator<Integer, Integer> results = done(naturals);

    for (int i = 0; i < 1000; i++) {
      assertThat(results.next().result()).isEqualTo(i);
      assertThat(submitted.size()).isLessThanOrEqualTo(i + 11);
    }
  }

  @Test
  void unorderedResultsComeAsTheyEnd() {
    MapIterator<Integer, Integer> results =
        new MapIterator<>(
            IntStream.range(0, 3).iterator(),
            input -> submit(input, false),
            () -> {},
            3,
            new ResultOrder.AsEnded<>());
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> results.next().orThrow());
    await().until(() -> submitted.size() == 3);

    submitted.get(2).complete();
    assertThat(first.join()).isEqualTo(2);
    submitted.get(0).complete();
    assertThat(results.next().result()).isEqualTo(0);
    submitted.get(1).complete();
    assertThat(results.next().result()).isEqualTo(1);
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void closingCancelsWhatIsUnderWay() {
    MapIterator<Integer, Integer> results = done(IntStream.range(0, 100).iterator());
    assertThat(results.next().result()).isZero();

    results.close();

    assertThat(results.hasNext()).isFalse();
    assertThat(submitted.subList(1, submitted.size()))
        .isNotEmpty()
        .allMatch(future -> future.cancelled);
  }

  @Test
  void noInputsGiveNoResults() {
    assertThat(done(IntStream.empty().iterator()).hasNext()).isFalse();
  }

  private MapIterator<Integer, Integer> done(Iterator<Integer> inputs) {
    return new MapIterator<>(
        inputs, input -> submit(input, true), () -> {}, 10, new ResultOrder.AsSubmitted<>());
  }

  private InFlight<Integer, Integer> submit(int input, boolean done) {
    StubFuture future = new StubFuture(input);
    submitted.add(future);
    if (done) {
      future.complete();
    }
    return new InFlight<>(input, future, 1);
  }
}
