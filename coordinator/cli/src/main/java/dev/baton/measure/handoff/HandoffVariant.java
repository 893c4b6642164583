package dev.baton.measure.handoff;

/** How data gets to the worker. */
public enum HandoffVariant {
  /** Java's own serialisation, in records: the counterpart of pickling. */
  JAVA("java"),
  /** Kryo, in records. */
  KRYO_KAFKA("kryo-kafka"),
  /** Kryo, in the host store; a reference in the record. */
  KRYO_STORE("kryo-store"),
  /** In the host store, where the worker uses it in place; a handle in the record. */
  SHARED("shared");

  private final String label;

  HandoffVariant(String label) {
    this.label = label;
  }

  /** The word for it. */
  public String label() {
    return label;
  }
}
