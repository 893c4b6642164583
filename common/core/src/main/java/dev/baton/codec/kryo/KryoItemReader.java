package dev.baton.codec.kryo;

import dev.baton.codec.ItemReader;
import dev.baton.codec.Items;
import dev.baton.codec.kryo.graph.ReadNames;
import dev.baton.codec.kryo.problem.DecodingProblem;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Reads items with a session that it keeps until closed. */
final class KryoItemReader implements ItemReader {

  private final KryoCodec codec;
  private final byte[] bytes;
  private final Items items;

  /** Null if each item has its own names. */
  private final @Nullable ReadNames names;

  private KryoSession session;

  KryoItemReader(KryoCodec codec, byte[] bytes) {
    this.codec = codec;
    this.bytes = bytes;
    this.items = new Items(bytes);
    this.names = items.areJoined() ? null : new ReadNames(items.names());
    this.session = codec.borrow();
  }

  @Override
  public @Nullable Object read(int item) {
    items.goTo(item);
    try {
      return session.readItem(bytes, items.from(), items.length(), names);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      if (!codec.isUsableAfter(e, session)) {
        session = codec.borrow();
        if (names != null) {
          names.forgetFound();
        }
      }
      throw DecodingProblem.explain(e, MemorySegment.NULL);
    }
  }

  @Override
  public void close() {
    codec.giveBack(session);
  }
}
