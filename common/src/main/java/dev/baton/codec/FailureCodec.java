package dev.baton.codec;

import dev.baton.RemoteTaskException;
import dev.baton.TaskDecodingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what a task threw into bytes and back.
 *
 * <p>A failure arrives with its own type where that type is known and allowed here, else as a
 * {@link RemoteTaskException} that describes it; in both cases with message, causes, suppressed
 * exceptions and the stack trace of the process that threw it. Encoding never fails: what cannot be
 * serialised is described.
 *
 * <pre>
 *   version u8 | count u16 | failure × count      the first is what was thrown, the others its causes and suppressed
 *   failure = class utf | has message u8 | message text | frames | cause i16 | suppressed u16, i16 × n | form u8, bytes
 * </pre>
 *
 * <p>Safe for use by many threads.
 */
public final class FailureCodec {

  private static final int VERSION = 1;

  /** How many exceptions of one graph are kept. */
  static final int MOST_FAILURES = 64;

  private final JavaForm javaForm;

  /** A codec that restores exceptions whose classes the list allows and the loader finds. */
  public FailureCodec(AllowList allowed, ClassLoader loader) {
    this.javaForm = new JavaForm(allowed, loader);
  }

  /** Encodes a failure with all its causes. */
  public byte[] encode(Throwable failure) {
    List<FailureNode> nodes = new FailureGraph(MOST_FAILURES).describe(failure);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeShort(nodes.size());
      for (FailureNode node : nodes) {
        node.writeTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Decodes a failure.
   *
   * @throws TaskDecodingException if the bytes are damaged; never because a class is unknown
   */
  public Throwable decode(byte[] bytes) {
    List<FailureNode> nodes = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new TaskDecodingException(
            "A failure is written in version " + version + "; this Baton reads version " + VERSION);
      }
      int count = in.readUnsignedShort();
      if (count == 0 || count > MOST_FAILURES) {
        throw new TaskDecodingException("A failure is damaged: it claims " + count + " parts");
      }
      for (int i = 0; i < count; i++) {
        nodes.add(FailureNode.readFrom(in, count));
      }
    } catch (IOException e) {
      throw new TaskDecodingException("A failure is damaged: " + e.getMessage(), e);
    }
    return new FailureBuilder(javaForm).build(nodes);
  }
}
