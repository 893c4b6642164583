package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.BatonException;
import dev.baton.TaskFailedException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapIteratorTest {

  private final List<StubChunk> submitted = new CopyOnWriteArrayList<>();

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
            each(input -> submit(input, false)),
            () -> {},
            new ReadAhead(3, 3),
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
        inputs,
        each(input -> submit(input, true)),
        () -> {},
        new ReadAhead(10, 10),
        new ResultOrder.AsSubmitted<>());
  }

  /** Of tasks that end when the test says so. */
  private MapIterator<Integer, Integer> open(Iterator<Integer> inputs, boolean ordered) {
    return new MapIterator<>(
        inputs,
        each(input -> submit(input, false)),
        () -> {},
        new ReadAhead(4, 1000),
        ordered ? new ResultOrder.AsSubmitted<>() : new ResultOrder.AsEnded<>());
  }

  /** The numbers from 0, and then a failure of {@code hasNext} or {@code next}. */
  private static final class Failing implements Iterator<Integer> {

    private final int count;
    private final Throwable failure;
    private final boolean inNext;
    private int calls;

    private Failing(int count, Throwable failure, boolean inNext) {
      this.count = count;
      this.failure = failure;
      this.inNext = inNext;
    }

    private int given;

    @Override
    public boolean hasNext() {
      calls++;
      if (given == count && !inNext) {
        fail();
      }
      return true;
    }

    @Override
    public Integer next() {
      calls++;
      if (given == count) {
        fail();
      }
      return given++;
    }

    private void fail() {
      switch (failure) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new AssertionError(failure);
      }
    }
  }

  private static Stream<Arguments> waysToFail() {
    return Stream.of(true, false)
        .flatMap(
            ordered ->
                Stream.of(true, false)
                    .flatMap(
                        inNext ->
                            Stream.of(new IllegalStateException("input"), new StackOverflowError())
                                .map(failure -> Arguments.of(ordered, inNext, failure))));
  }

  @ParameterizedTest
  @MethodSource("waysToFail")
  void inputsThatFailGiveTheResultsBeforeAndThenTheirFailure(
      boolean ordered, boolean inNext, Throwable failure) {
    Failing inputs = new Failing(6, failure, inNext);
    MapIterator<Integer, Integer> results =
        new MapIterator<>(
            inputs,
            each(input -> submit(input, true)),
            () -> {},
            new ReadAhead(4, 1000),
            ordered ? new ResultOrder.AsSubmitted<>() : new ResultOrder.AsEnded<>());

    for (int i = 0; i < 6; i++) {
      assertThat(results.hasNext()).isTrue();
      assertThat(results.next().result()).isEqualTo(i);
    }
    assertThat(results.hasNext()).isTrue();
    assertThatThrownBy(results::next).isSameAs(failure);

    int calls = inputs.calls;
    assertThat(results.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(results::next);
    assertThat(inputs.calls).isEqualTo(calls);
    assertThat(submitted).noneMatch(future -> future.cancelled);
  }

  @Test
  void anInputThatIsRefusedEndsTheResultsInItsPlace() {
    RejectedExecutionException refusal = new RejectedExecutionException("shut");
    MapIterator<Integer, Integer> results =
        new MapIterator<>(
            IntStream.range(0, 10).iterator(),
            each(
                input -> {
                  if (input == 2) {
                    throw refusal;
                  }
                  return submit(input, true);
                }),
            () -> {},
            new ReadAhead(10, 10),
            new ResultOrder.AsSubmitted<>());

    assertThat(results.next().result()).isEqualTo(0);
    assertThat(results.next().result()).isEqualTo(1);
    assertThatThrownBy(results::next).isSameAs(refusal);
    assertThat(results.hasNext()).isFalse();
    assertThat(submitted).hasSize(2);
  }

  @Test
  void fewInputsAreTakenForTheFirstResults() {
    MapIterator<Integer, Integer> results = open(Stream.iterate(0, n -> n + 1).iterator(), true);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> results.next().orThrow());
    await().until(() -> !submitted.isEmpty());
    submitted.getFirst().complete();

    assertThat(first.join()).isZero();
    assertThat(submitted).hasSize(4);

    for (int i = 1; i < 1000; i++) {
      submitted.get(i).complete();
      assertThat(results.next().result()).isEqualTo(i);
      assertThat(submitted.size()).isLessThanOrEqualTo(i + Math.min(4 + 3 * i, 1000));
    }
    assertThat(submitted.size()).as("by then the window is full").isGreaterThan(1900);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resultsThatNobodyCanReadAreCancelled(boolean ordered) {
    readOneOfMany(ordered);

    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              System.gc();
              return submitted.size() > 1
                  && submitted.stream().skip(1).allMatch(future -> future.cancelled);
            });
  }

  /** In a method of its own, so that nothing on the stack refers to the results after it. */
  private void readOneOfMany(boolean ordered) {
    MapIterator<Integer, Integer> results = open(Stream.iterate(0, n -> n + 1).iterator(), ordered);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> results.next().orThrow());
    await().until(() -> submitted.size() == 4);
    submitted.getFirst().complete();
    assertThat(first.join()).isZero();
    assertThat(submitted).noneMatch(future -> future.cancelled);
  }

  @Test
  void anInterruptCancelsTheRest() {
    MapIterator<Integer, Integer> results = open(IntStream.range(0, 10).iterator(), true);
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(BatonException.class)
        .isThrownBy(results::next)
        .withMessageContaining("Interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(results.hasNext()).isFalse();
    assertThat(submitted).isNotEmpty().allMatch(future -> future.cancelled);
  }

  @Test
  void theFirstFailureEndsTheResults() {
    ResultIterator<Integer, Integer> results =
        new ResultIterator<>(
            new MapIterator<>(
                IntStream.range(0, 10).iterator(),
                each(input -> submit(input, input < 3, input == 1)),
                () -> {},
                new ReadAhead(5, 5),
                new ResultOrder.AsSubmitted<>()));

    assertThat(results.next()).isZero();
    assertThatExceptionOfType(TaskFailedException.class).isThrownBy(results::next);
    assertThat(results.hasNext()).isFalse();
    assertThat(submitted.subList(2, submitted.size())).allMatch(future -> future.cancelled);
  }

  /** Each input by itself. */
  private static MapSubmitter<Integer, Integer> each(
      IntFunction<MapChunk<Integer, Integer>> submit) {
    return (inputs, _, _, onChunk) ->
        inputs.next(input -> onChunk.accept(submit.apply(input))) ? 1 : 0;
  }

  private MapChunk<Integer, Integer> submit(int input, boolean done) {
    return submit(input, done, false);
  }

  private MapChunk<Integer, Integer> submit(int input, boolean done, boolean fails) {
    StubChunk chunk = new StubChunk(input);
    submitted.add(chunk);
    if (fails) {
      chunk.fail(0);
    } else if (done) {
      chunk.complete();
    }
    return chunk;
  }
}
