package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskDecodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** How the steps of hash codes are counted. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HashWorkTest {

  private final HashWork work = new HashWork(100);

  @Test
  void anElementIsAStep() {
    assertThat(stepsOf("text")).isEqualTo(1);
    assertThat(stepsOf(null)).isEqualTo(1);
    assertThat(stepsOf(List.of(1, 2, 3))).isEqualTo(4);
    assertThat(stepsOf(Map.of(1, List.of(2)))).isEqualTo(4);
    assertThat(stepsOf(Map.entry(1, 2))).isEqualTo(3);
    assertThat(stepsOf(Optional.of(List.of()))).isEqualTo(2);
  }

  @Test
  void whatIsReachedTwiceCountsTwice() {
    List<Integer> shared = List.of(1, 2);

    assertThat(stepsOf(List.of(shared, shared))).isEqualTo(7);
  }

  @Test
  void classesOfTheProgramAreNotLookedInto() {
    class Entity {
      @SuppressWarnings("unused")
      private final List<Integer> context = List.of(1, 2, 3);
    }

    assertThat(stepsOf(new Entity())).isEqualTo(1);
  }

  @Test
  void thirtyLevelsOfSetsAreTooMuch() {
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> work.add(NestedSets.sets(30, HashSet::new)))
        .withMessageContaining("nested in each other")
        .withMessageContaining("more than 5001600 steps");
  }

  @Test
  void soAreListsAndMaps() {
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> work.add(NestedSets.sets(30, ArrayList::new)));
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(
            () ->
                work.add(
                    NestedSets.<Map<Object, Object>>make(
                        30, LinkedHashMap::new, (map, value) -> map.put(map.size(), value))));
  }

  @Test
  void largeDataIsNot() {
    List<Integer> million = IntStream.range(0, 1_000_000).boxed().toList();

    work.add(Collections.unmodifiableList(million));

    assertThat(work.left()).isPositive();
  }

  private long stepsOf(@Nullable Object object) {
    long before = work.left();
    work.add(object);
    return before - work.left();
  }
}
