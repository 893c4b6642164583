package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpentDataTest {

  private static final long MIB = 1 << 20;

  private final FakeHeap heap = new FakeHeap();
  private final SpentData spent = new SpentData(heap);

  @Test
  void whatLargeArgumentsLeaveInAHeapThatGrewIsCollected() {
    heap.committed += 200 * MIB;
    spent.decoded(200 * MIB);
    spent.taskEnded();
    assertThat(heap.collections).isZero();

    spent.decoded(100 * MIB);
    spent.taskEnded();
    spent.taskEnded();

    assertThat(heap.collections).isEqualTo(1);
  }

  @Test
  void aHeapThatHasRoomForThemIsLeftAlone() {
    for (int i = 0; i < 100; i++) {
      spent.decoded(256 * MIB);
      spent.taskEnded();
    }

    assertThat(heap.collections).isZero();
  }

  @Test
  void smallArgumentsAreNothingToCollect() {
    heap.committed += 1024 * MIB;
    for (int i = 0; i < 1_000; i++) {
      spent.decoded(MIB);
      spent.taskEnded();
    }

    assertThat(heap.collections).isZero();
  }

  @Test
  void theMoreIsAliveTheLessOftenItIsLookedAt() {
    heap.used = 4096 * MIB;
    for (int i = 0; i < 64; i++) {
      heap.committed += 256 * MIB;
      spent.decoded(256 * MIB);
      spent.taskEnded();
    }

    // At once, as it is not known yet how much is alive; then each 16 arguments.
    assertThat(heap.collections).isEqualTo(1 + 63 / 16);
  }

  private static final class FakeHeap implements SpentData.Heap {
    private long committed = 400 * MIB;
    private long used = 10 * MIB;
    private int collections;

    @Override
    public long committed() {
      return committed;
    }

    @Override
    public long used() {
      return used;
    }

    @Override
    public void collect() {
      collections++;
    }
  }
}
