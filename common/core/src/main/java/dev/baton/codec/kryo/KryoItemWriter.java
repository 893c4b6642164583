package dev.baton.codec.kryo;

import dev.baton.codec.Encoded;
import dev.baton.codec.ItemWriter;
import dev.baton.codec.ItemsBuilder;
import dev.baton.codec.kryo.graph.WrittenNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes items with a session that it keeps until closed. */
final class KryoItemWriter implements ItemWriter {

  private final KryoCodec codec;
  private final WrittenNames names = new WrittenNames();
  private KryoSession session;

  KryoItemWriter(KryoCodec codec) {
    this.codec = codec;
    this.session = codec.borrow();
  }

  @Override
  public long write(@Nullable Object value) {
    try {
      return session.writeItem(value, names);
    } catch (OutOfMemoryError e) {
      throw e; // it says what is wrong, and nothing may be allocated now to say more
    } catch (Throwable e) { // user code is called, and may throw anything
      if (!codec.isUsableAfter(e, session)) {
        session = codec.borrow();
      }
      throw codec.explain(value, e);
    }
  }

  @Override
  public List<Object> references() {
    return session.itemReferences();
  }

  @Override
  public void addTo(ItemsBuilder items) {
    session.addItemTo(items, names.toBytes());
  }

  @Override
  public Encoded alone() {
    return session.itemAlone(names.toBytes());
  }

  @Override
  public void close() {
    session.forgetItem();
    codec.giveBack(session);
  }
}
