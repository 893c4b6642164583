package dev.baton.codec.kryo;

import dev.baton.codec.AllowList;
import dev.baton.codec.ClassListener;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.graph.RecordInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes in comes out of native memory too, though only a few bytes of it are seen at a time.
 */
class KryoCodecOffHeapRoundTripTest extends KryoCodecRoundTripTest {

  private final Codec narrow =
      new KryoCodec(
          AllowList.standard(),
          KryoCodecOffHeapRoundTripTest.class.getClassLoader(),
          List.of(),
          ClassListener.NONE,
          RecordInput.LEAST_WINDOW);

  @Override
  @Nullable Object roundTrip(@Nullable Object value) {
    return OffHeap.roundTrip(narrow, value);
  }
}
