package dev.baton.measure.handoff;

import dev.baton.Handoff;
import dev.baton.codec.AllowList;
import dev.baton.codec.JavaForm;
import dev.baton.codec.kryo.DefaultKryo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** How data gets to the worker. */
public enum HandoffVariant {
  /** Java's own serialisation, in records: the counterpart of pickling. */
  JAVA("java", Handoff.KRYO, 7, 4),
  /** Kryo as it comes out of the box, in records. */
  KRYO_DEFAULT("kryo-default", Handoff.KRYO, 7, 4),
  /** Kryo as the pool uses it, in records. */
  KRYO_RECORD("kryo-record", Handoff.KRYO, 5, 3),
  /** The same bytes in the host store; a reference in the record. */
  KRYO_STORE("kryo-store", Handoff.SHARED, 3, 1),
  /** In the host store, where the worker uses it in place; a handle in the record. */
  SHARED("shared", Handoff.AUTO, 1, 0);

  private static final ClassLoader LOADER = HandoffVariant.class.getClassLoader();

  /** Made when it is first needed. */
  private static final class Plain {
    static final DefaultKryo KRYO = new DefaultKryo(AllowList.standard(), LOADER);
  }

  private final String label;
  private final Handoff handoff;
  private final int copiesHere;
  private final int copiesInWorker;

  HandoffVariant(String label, Handoff handoff, int copiesHere, int copiesInWorker) {
    this.label = label;
    this.handoff = handoff;
    this.copiesHere = copiesHere;
    this.copiesInWorker = copiesInWorker;
  }

  /** The word for it. */
  public String label() {
    return label;
  }

  /** What the pool is asked for. */
  Handoff handoff() {
    return handoff;
  }

  /** How often the bytes of large data are on this program's heap at a time, at most. */
  int copiesHere() {
    return copiesHere;
  }

  /** The same for the worker; 0 if it makes no object of them either. */
  int copiesInWorker() {
    return copiesInWorker;
  }

  /** What a program submits that serialises data by itself; otherwise the data. */
  Object pack(Object data) throws IOException {
    return switch (this) {
      case JAVA -> JavaForm.write(data);
      case KRYO_DEFAULT -> Plain.KRYO.write(data);
      case KRYO_RECORD, KRYO_STORE, SHARED -> data;
    };
  }

  /** What its task makes of that. */
  Object unpack(Object argument) {
    return switch (this) {
      case JAVA ->
          Objects.requireNonNull(
              new JavaForm(AllowList.standard(), LOADER).read(ByteBuffer.wrap((byte[]) argument)));
      case KRYO_DEFAULT -> Plain.KRYO.read((byte[]) argument);
      case KRYO_RECORD, KRYO_STORE, SHARED -> argument;
    };
  }
}
