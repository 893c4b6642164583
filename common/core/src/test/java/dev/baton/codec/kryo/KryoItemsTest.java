package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Encoded;
import dev.baton.codec.ItemReader;
import dev.baton.codec.ItemWriter;
import dev.baton.codec.Items;
import dev.baton.codec.ItemsBuilder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KryoItemsTest {

  private static final String NAME = "KryoItemsTest$Point";

  /** An object of the user's. */
  static final class Point {
    int x;
    @Nullable Object other;

    Point(int x, @Nullable Object other) {
      this.x = x;
      this.other = other;
    }
  }

  /** Made on this side only. */
  static final class Unknown {}

  private final KryoCodec codec =
      new KryoCodec(AllowList.standard(), KryoItemsTest.class.getClassLoader());

  @Test
  void eachItemIsReadByItselfInAnyOrder() {
    byte[] items = encode(1, "two", null, new Point(4, new int[] {5, 6}));

    try (ItemReader reader = codec.itemReader(items)) {
      Point point = (Point) reader.read(3);
      assertThat(point.x).isEqualTo(4);
      assertThat(point.other).isEqualTo(new int[] {5, 6});
      assertThat(reader.read(0)).isEqualTo(1);
      assertThat(reader.read(1)).isEqualTo("two");
      assertThat(reader.read(2)).isNull();
    }
  }

  @Test
  void aClassIsNamedOnceForAllItems() {
    byte[] items = encode(new Point(1, null), new Point(2, new Point(3, null)), new Point(4, null));

    assertThat(new String(items, StandardCharsets.ISO_8859_1).split(NAME_BYTES))
        .as("a name of which the last letter is marked")
        .hasSize(2);
  }

  /** Kryo marks the last byte of an ASCII text. */
  private static final String NAME_BYTES = Pattern.quote(NAME.substring(0, NAME.length() - 1));

  @Test
  void objectsAreTheSameWithinAnItemAndNotAcrossItems() {
    Point shared = new Point(7, null);
    byte[] items = encode(List.of(shared, shared), shared);

    try (ItemReader reader = codec.itemReader(items)) {
      List<?> pair = (List<?>) reader.read(0);
      assertThat(pair.get(0)).isSameAs(pair.get(1));
      assertThat(reader.read(1)).isNotSameAs(pair.get(0));
    }
  }

  @Test
  void whatAnItemRefersToIsEncodedAsItWasThen() {
    Point changing = new Point(1, null);
    ItemsBuilder items = new ItemsBuilder();
    try (ItemWriter writer = codec.itemWriter()) {
      writer.write(changing);
      writer.addTo(items);
      changing.x = 2;
      writer.write(changing);
      writer.addTo(items);
    }

    try (ItemReader reader = codec.itemReader(items.take())) {
      assertThat(((Point) reader.read(0)).x).isEqualTo(1);
      assertThat(((Point) reader.read(1)).x).isEqualTo(2);
    }
  }

  @Test
  void anItemThatCannotBeEncodedLeavesTheOthersAlone() {
    ItemsBuilder items = new ItemsBuilder();
    try (ItemWriter writer = codec.itemWriter()) {
      writer.write(new Point(1, null));
      writer.addTo(items);
      assertThatExceptionOfType(TaskEncodingException.class)
          .isThrownBy(() -> writer.write(new Point(2, new Thread())));
      writer.write(new Point(3, null));
      writer.addTo(items);
    }

    try (ItemReader reader = codec.itemReader(items.take())) {
      assertThat(((Point) reader.read(0)).x).isEqualTo(1);
      assertThat(((Point) reader.read(1)).x).isEqualTo(3);
    }
  }

  @Test
  void anyRunOfItemsIsWholeAndASingleOneIsAnObject() {
    byte[] items = encode(new Point(0, null), new Point(1, null), new Point(2, null));

    byte[] part = Items.part(items, 1, 3);
    try (ItemReader reader = codec.itemReader(part)) {
      assertThat(((Point) reader.read(1)).x).isEqualTo(2);
      assertThatExceptionOfType(TaskDecodingException.class).isThrownBy(() -> reader.read(2));
    }
    assertThat(((Point) codec.decode(Items.part(items, 2, 3))).x).isEqualTo(2);
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec.decode(part))
        .withMessageContaining("more than one item");
  }

  @Test
  void objectsThatWereEncodedByThemselvesAreJoined() {
    byte[] joined =
        Items.join(
            Stream.of(new Point(1, null), new Point(2, new int[] {3}), "text")
                .map(value -> codec.encode(value).toByteArray())
                .toList());

    try (ItemReader reader = codec.itemReader(joined)) {
      assertThat(((Point) reader.read(0)).x).isEqualTo(1);
      assertThat(reader.read(2)).isEqualTo("text");
      assertThat(((Point) reader.read(1)).x).isEqualTo(2);
    }
    assertThat(((Point) codec.decode(Items.part(joined, 1, 2))).x).isEqualTo(2);
  }

  @Test
  void anItemByItselfIsReadOnTheHeapAndOffIt() {
    try (ItemWriter writer = codec.itemWriter();
        Arena arena = Arena.ofConfined()) {
      writer.write(new Point(1, new double[] {1.5, 2.5}));
      Encoded alone = writer.alone();

      Point onHeap = (Point) codec.decode(alone.toByteArray());
      assertThat(onHeap.other).isEqualTo(new double[] {1.5, 2.5});
      MemorySegment memory = arena.allocate(alone.size());
      writer.alone().copyTo(memory);
      Point offHeap = (Point) codec.decode(memory);
      assertThat(offHeap.x).isEqualTo(1);
      assertThat(offHeap.other).isEqualTo(new double[] {1.5, 2.5});
    }
  }

  @Test
  void aClassThatIsUnknownHarmsItsOwnItemOnly() {
    byte[] items = encode(new Unknown(), new Point(1, null));
    String text = new String(items, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("$Unknow");
    items[at + 1] = 'V';

    try (ItemReader reader = codec.itemReader(items)) {
      assertThatExceptionOfType(TaskDecodingException.class)
          .isThrownBy(() -> reader.read(0))
          .withMessageContaining("is unknown");
      assertThat(((Point) reader.read(1)).x).isEqualTo(1);
    }
  }

  @Test
  void damagedItemsAreRefused() {
    byte[] whole = encode(new Point(1, "text"), List.of(1, 2, 3), new long[] {4, 5});
    Random random = new Random(1);
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = whole.clone();
      damaged[1 + random.nextInt(damaged.length - 1)] ^= (byte) (1 << random.nextInt(8));
      readAll(damaged);
      readAll(Arrays.copyOf(whole, random.nextInt(whole.length)));
    }
  }

  private void readAll(byte[] damaged) {
    try (ItemReader reader = codec.itemReader(damaged)) {
      for (int item = 0; item < 3; item++) {
        var _ = reader.read(item);
      }
    } catch (TaskDecodingException e) {
      // Nothing else may be thrown.
    }
  }

  private byte[] encode(@Nullable Object... values) {
    ItemsBuilder items = new ItemsBuilder();
    try (ItemWriter writer = codec.itemWriter()) {
      for (Object value : values) {
        var _ = writer.write(value);
        writer.addTo(items);
      }
    }
    return items.take();
  }
}
