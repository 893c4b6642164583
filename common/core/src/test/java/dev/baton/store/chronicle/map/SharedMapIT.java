package dev.baton.store.chronicle.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a shared map does for one thread of one process. */
class SharedMapIT extends WithSharedMap {

  @Test
  void anEmptyMapHasNothing() {
    assertThat(map.name()).isEqualTo("words");
    assertThat(map.size()).isZero();
    assertThat(map.get("a")).isNull();
    assertThat(map.getOrDefault("a", 7L)).isEqualTo(7);
    assertThat(map.containsKey("a")).isFalse();
    assertThat(map.remove("a")).isNull();
    assertThat(map.keys()).isEmpty();
    assertThat(map.entries()).isEmpty();
    map.clear();
    assertThat(map.size()).isZero();
  }

  @Test
  void whatWasPutIsThere() {
    assertThat(map.put("a", 1L)).isNull();
    assertThat(map.put("b", 2L)).isNull();
    assertThat(map.put("a", 3L)).isEqualTo(1);

    assertThat(map.get("a")).isEqualTo(3);
    assertThat(map.getOrDefault("a", 7L)).isEqualTo(3);
    assertThat(map.containsKey("b")).isTrue();
    assertThat(map.size()).isEqualTo(2);
    assertThat(map.keys()).containsExactlyInAnyOrder("a", "b");
    assertThat(map.entries()).containsExactlyInAnyOrder(Map.entry("a", 3L), Map.entry("b", 2L));
    assertThat(map.remove("a")).isEqualTo(3);
    assertThat(map.keys()).containsExactly("b");
  }

  @Test
  void functionsComputeNewValues() {
    assertThat(map.compute("a", (_, old) -> old == null ? 1L : old + 1)).isEqualTo(1);
    assertThat(map.compute("a", (_, old) -> old == null ? 1L : old + 1)).isEqualTo(2);
    assertThat(map.compute("a", (_, _) -> null)).isNull();
    assertThat(map.containsKey("a")).isFalse();

    assertThat(map.computeIfAbsent("a", _ -> null)).isNull();
    assertThat(map.computeIfAbsent("a", key -> (long) key.length())).isEqualTo(1);
    assertThat(map.computeIfAbsent("a", _ -> 9L)).isEqualTo(1);

    assertThat(map.computeIfPresent("b", (_, old) -> old + 1)).isNull();
    assertThat(map.computeIfPresent("a", (_, old) -> old + 1)).isEqualTo(2);
    assertThat(map.computeIfPresent("a", (_, _) -> null)).isNull();
    assertThat(map.size()).isZero();

    assertThat(map.merge("a", 5L, Long::sum)).isEqualTo(5);
    assertThat(map.merge("a", 5L, Long::sum)).isEqualTo(10);
    assertThat(map.merge("a", 5L, (_, _) -> null)).isNull();
    assertThat(map.size()).isZero();
  }

  @Test
  void aValueThatAFunctionChangesInPlaceIsKept() {
    ChronicleSharedMap<String, List<Integer>> lists = access.create("lists", 10, 1_000);
    for (int i = 0; i < 3; i++) {
      int number = i;
      lists.compute(
          "a",
          (_, old) -> {
            List<Integer> list = old == null ? new ArrayList<>() : old;
            list.add(number);
            return list;
          });
    }

    assertThat(lists.get("a")).containsExactly(0, 1, 2);
    lists.close();
  }

  @Test
  void itDoesWhatAHashMapDoes() {
    Random random = new Random(3);
    Map<String, Long> model = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "key " + random.nextInt(500);
      long value = random.nextLong();
      switch (random.nextInt(6)) {
        case 0, 1 -> assertThat(map.put(key, value)).isEqualTo(model.put(key, value));
        case 2 -> assertThat(map.remove(key)).isEqualTo(model.remove(key));
        case 3 ->
            assertThat(map.merge(key, value, Long::sum))
                .isEqualTo(model.merge(key, value, Long::sum));
        case 4 -> assertThat(map.get(key)).isEqualTo(model.get(key));
        default -> assertThat(map.size()).isEqualTo(model.size());
      }
    }

    assertThat(map.entries()).containsExactlyInAnyOrderElementsOf(model.entrySet());
  }

  @Test
  void keysAreWhatTheirFieldsSay() {
    ChronicleSharedMap<Tally, TimeUnit> map = access.create("records", 10, 1_000);
    map.put(Tally.of(1), TimeUnit.DAYS);
    map.put(Tally.of(2), TimeUnit.HOURS);

    assertThat(map.put(Tally.of(1), TimeUnit.SECONDS)).isEqualTo(TimeUnit.DAYS);
    assertThat(map.size()).isEqualTo(2);
    map.close();
  }

  @Test
  void nullIsNoKeyValueOrFunction() {
    assertThatNullPointerException().isThrownBy(() -> map.get(null));
    assertThatNullPointerException().isThrownBy(() -> map.put(null, 1L));
    assertThatNullPointerException().isThrownBy(() -> map.put("a", null));
    assertThatNullPointerException().isThrownBy(() -> map.remove(null));
    assertThatNullPointerException().isThrownBy(() -> map.containsKey(null));
    assertThatNullPointerException().isThrownBy(() -> map.compute("a", null));
    assertThatNullPointerException().isThrownBy(() -> map.computeIfAbsent("a", null));
    assertThatNullPointerException().isThrownBy(() -> map.computeIfPresent("a", null));
    assertThatNullPointerException().isThrownBy(() -> map.merge("a", null, Long::sum));
    assertThatNullPointerException().isThrownBy(() -> map.merge("a", 1L, null));
    assertThatNullPointerException().isThrownBy(() -> map.forEach(null));
    assertThat(map.size()).isZero();
  }

  @Test
  void aFunctionThatThrowsChangesNothing() {
    map.put("a", 1L);

    assertThatThrownBy(
            () ->
                map.compute(
                    "a",
                    (_, _) -> {
                      throw new IllegalArgumentException("mine");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mine");
    assertThatThrownBy(
            () ->
                map.computeIfAbsent(
                    "b",
                    _ -> {
                      throw new AssertionError("mine too");
                    }))
        .isInstanceOf(AssertionError.class);

    assertThat(map.entries()).containsExactly(Map.entry("a", 1L));
    assertThat(map.merge("a", 1L, Long::sum)).isEqualTo(2);
  }

  @Test
  void aFunctionMayReadTheMapButNotChangeIt() {
    ChronicleSharedMap<String, Long> other = access.create("other", 10, 100);
    map.put("a", 1L);

    assertThat(map.compute("b", (_, _) -> map.get("a") + map.size())).isEqualTo(2);
    assertThat(map.compute("b", (_, _) -> other.merge("x", 5L, Long::sum))).isEqualTo(5);
    for (Runnable change :
        List.<Runnable>of(
            () -> map.put("c", 1L),
            () -> map.remove("a"),
            () -> map.clear(),
            () -> map.merge("a", 1L, Long::sum),
            () -> map.computeIfAbsent("c", _ -> 1L))) {
      assertThatThrownBy(
              () ->
                  map.compute(
                      "b",
                      (_, _) -> {
                        change.run();
                        return 7L;
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Recursive update");
    }
    assertThatThrownBy(
            () ->
                map.compute(
                    "b",
                    (_, _) -> {
                      map.close();
                      return 7L;
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(map.entries()).containsExactlyInAnyOrder(Map.entry("a", 1L), Map.entry("b", 5L));
    other.close();
  }

  @Test
  void clearTakesAllOut() {
    for (int i = 0; i < CAPACITY; i++) {
      map.put("key " + i, 1L);
    }
    map.clear();

    assertThat(map.size()).isZero();
    assertThat(map.entries()).isEmpty();
    for (int i = 0; i < CAPACITY; i++) {
      map.put("other " + i, 1L);
    }
    assertThat(map.size()).isEqualTo(CAPACITY);
  }
}
