package dev.baton.codec.kryo;

import dev.baton.codec.AllowList;
import dev.baton.codec.ClassListener;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.graph.RecordInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guards count the bytes of the whole graph, of which the window shows only a few. */
class KryoCodecOffHeapHostileRecordTest extends KryoCodecHostileRecordTest {

  private final Codec narrow =
      new KryoCodec(
          AllowList.standard(),
          KryoCodecOffHeapHostileRecordTest.class.getClassLoader(),
          List.of(),
          ClassListener.NONE,
          RecordInput.LEAST_WINDOW);

  @Override
  @Nullable Object decode(byte[] record) {
    return OffHeap.decode(narrow, record);
  }
}
