package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.RunnableTask;
import dev.baton.Task;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFunction;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Lambdas and method references travel, if their interface lets them. */
class KryoCodecLambdaTest {

  private final Codec codec =
      new KryoCodec(AllowList.standard(), KryoCodecLambdaTest.class.getClassLoader());

  @Test
  void lambdaWithoutCaptures() throws Exception {
    Task<String> task = () -> "hello";

    assertThat(roundTrip(task).call()).isEqualTo("hello");
  }

  @Test
  void lambdaWithCapturesOfAllKinds() throws Exception {
    int i = 1;
    long l = 2;
    double d = 0.5;
    boolean z = true;
    String text = "t";
    int[] array = {3, 4};
    List<Samples.Point> points = List.of(new Samples.Point(5, 6));
    Task<String> task = () -> i + " " + l + " " + d + " " + z + text + array[1] + points;

    assertThat(roundTrip(task).call()).isEqualTo(task.call());
  }

  @Test
  void lambdaThatCapturesLambda() throws Exception {
    TaskFunction<Integer, Integer> twice = x -> 2 * x;
    TaskFunction<Integer, Integer> again = x -> twice.apply(twice.apply(x));

    assertThat(roundTrip(again).apply(3)).isEqualTo(12);
  }

  @Test
  void runnableTaskAndOtherSerializableInterfaces() throws Exception {
    RunnableTask task = () -> {};
    Callable<Integer> callable = (Callable<Integer> & Serializable) () -> 7;
    BinaryOperator<Integer> sum = (BinaryOperator<Integer> & Serializable) Integer::sum;

    roundTrip(task).run();
    assertThat(roundTrip(callable).call()).isEqualTo(7);
    assertThat(roundTrip(sum).apply(3, 4)).isEqualTo(7);
  }

  @Test
  void methodReferencesOfAllKinds() throws Exception {
    TaskFunction<String, Integer> ofClass = Integer::parseInt;
    TaskFunction<String, Integer> ofAnyObject = String::length;
    TaskFunction<String, String> ofThisObject = "abc"::concat;
    TaskFunction<Integer, List<String>> ofConstructor = ArrayList::new;
    TaskFunction<Integer, int[]> ofArray = int[]::new;

    assertThat(roundTrip(ofClass).apply("12")).isEqualTo(12);
    assertThat(roundTrip(ofAnyObject).apply("12")).isEqualTo(2);
    assertThat(roundTrip(ofThisObject).apply("x")).isEqualTo("abcx");
    assertThat(roundTrip(ofConstructor).apply(3)).isEmpty();
    assertThat(roundTrip(ofArray).apply(3)).hasSize(3);
  }

  @Test
  void lambdaOfEnclosingObjectTakesItAlong() throws Exception {
    Adder adder = new Adder(10);

    assertThat(roundTrip(adder.task()).apply(5)).isEqualTo(15);
  }

  @Test
  void lambdaThatItsOwnObjectHoldsIsACycleThatWorks() throws Exception {
    Holder holder = new Holder();
    holder.task = holder::value;

    Task<?> copy = roundTrip(holder.task);

    assertThat(((Holder) copy.call()).task).isSameAs(copy);
  }

  @Test
  void comparatorsMadeByTheJdk() {
    Function<String, Integer> length = (Function<String, Integer> & Serializable) String::length;
    Comparator<String> order =
        Comparator.comparing(length).reversed().thenComparing(Comparator.naturalOrder());
    TreeMap<String, Integer> map = new TreeMap<>(order);
    map.putAll(Map.of("a", 1, "bb", 2, "b", 3));

    assertThat(roundTrip(map).toString()).isEqualTo("{bb=2, a=1, b=3}");
    assertThat(roundTrip(Map.Entry.<String, Integer>comparingByValue())).isNotNull();
  }

  @Test
  void lambdaThatIsNotSerializableIsNamedWithAdvice() {
    Supplier<String> supplier = () -> "no";

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(new Samples.Pair<>(1, supplier)))
        .withMessageContaining("KryoCodecLambdaTest")
        .withMessageContaining("java.util.function.Supplier")
        .withMessageContaining("Declare it as dev.baton.Task")
        .satisfies(e -> assertThat(e.path()).isEqualTo("Samples.Pair.second"));
  }

  @Test
  void lambdaInsideComparatorOfTheJdkIsNamedToo() {
    Comparator<String> order = Comparator.comparing(String::strip);

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(order))
        .withMessageContaining(
            "the lambda or method reference in dev.baton.codec.kryo.KryoCodecLambdaTest")
        .satisfies(e -> assertThat(e.path()).isEqualTo("Comparator lambda.captured[0]"));
  }

  @Test
  void whatALambdaCapturesIsPartOfThePath() {
    Thread thread = Thread.currentThread();
    Task<String> task = thread::getName;

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(task))
        .withMessageContaining("java.lang.Thread")
        .satisfies(e -> assertThat(e.path()).isEqualTo("KryoCodecLambdaTest lambda.captured[0]"));
  }

  @SuppressWarnings("unchecked")
  private <T> T roundTrip(T value) {
    return (T) codec.decode(codec.encodeToBytes(value));
  }

  private static final class Adder {
    private final int more;

    Adder(int more) {
      this.more = more;
    }

    TaskFunction<Integer, Integer> task() {
      return x -> x + more;
    }
  }

  private static final class Holder {
    private Task<?> task;

    private Holder value() {
      return this;
    }
  }
}
