package dev.baton.wire;

/**
 * A jar with classes of a job; the jar itself travels once to each host.
 *
 * <pre>
 * {@link ContentId} hash | str name
 * </pre>
 *
 * @param hash identifies the contents
 * @param name what people call it
 */
public record JobJar(ContentId hash, String name) {

  static final int LEAST_BYTES = ContentId.BYTES + Integer.BYTES;

  static JobJar read(WireReader in) {
    return new JobJar(ContentId.read(in), in.string());
  }

  void writeTo(WireWriter out) {
    hash.writeTo(out);
    out.string(name);
  }

  /** At most how many bytes it takes in a record. */
  public int maxBytes() {
    return LEAST_BYTES + 3 * name.length(); // a char takes three bytes of UTF-8 at most
  }
}
