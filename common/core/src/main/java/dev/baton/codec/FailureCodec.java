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
 * Encodes and decodes what a task threw.
 *
 * <p>A failure arrives as an exception of its own class wherever that can be built. Fields that
 * cannot travel are then null, provided that the message stays the same. Otherwise the failure
 * arrives as an exception of the nearest superclass that can be built with the same message,
 * preceded by the name of its own class; or as a {@link RemoteTaskException} if only {@code
 * RuntimeException}, {@code Exception} or {@code Throwable} is left. It always has the message and
 * stack trace of the process that threw it, and its causes and suppressed exceptions, each of which
 * is built by the same rule. Encoding never fails, whatever the methods of an exception do; nor
 * does decoding, unless the bytes are damaged.
 *
 * <pre>
 *   version u8 | count u8 | failure × count      the first is what was thrown, the others what it refers to
 *   failure = names | has message u8 | message text | frames | cause i16 | suppressed u16, i16 × n | form
 *   names   = count u8 (1 to 64) | text × count   of its class and superclasses, its own first
 *   form    = whole u8 | head i32 | length i32, bytes   see FailureForm; length 0 if there is none
 *   text    = length i32, UTF-8
 * </pre>
 *
 * <p>The names come first so that a failure can be identified without building it. Version 1 had
 * only the name of its own class.
 *
 * <p>Thread-safe.
 */
public final class FailureCodec {

  private static final int VERSION = 2;

  /** The maximum number of exceptions kept of one graph. */
  static final int MOST_FAILURES = 64;

  /** The largest failure in bytes; the records of any channel have room for it. */
  static final int LARGEST_FAILURE = 768 * 1024;

  private final FailureForms forms;

  /**
   * Creates a codec that restores exceptions whose classes the list allows and the loader finds.
   */
  public FailureCodec(AllowList allowed, ClassLoader loader) {
    this.forms = new FailureForms(allowed, loader);
  }

  /** Encodes a failure with all its causes. */
  public byte[] encode(Throwable failure) {
    List<FailureNode> nodes = describe(failure);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    bytes.write(VERSION);
    bytes.write(nodes.size());
    for (FailureNode node : nodes) {
      bytes.writeBytes(encoded(node, LARGEST_FAILURE - bytes.size()));
    }
    return bytes.toByteArray();
  }

  private List<FailureNode> describe(Throwable failure) {
    try {
      return new FailureGraph(forms, MOST_FAILURES).describe(failure);
    } catch (Throwable e) { // such as a lack of memory for more
      return List.of(FailureGraph.named(failure));
    }
  }

  private static byte[] encoded(FailureNode node, int room) {
    for (FailureNode fuller : List.of(node, node.described())) {
      byte[] bytes = encoded(fuller);
      if (bytes.length <= room) {
        return bytes;
      }
    }
    return encoded(node.named());
  }

  private static byte[] encoded(FailureNode node) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      node.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The names of a failure's class and its superclasses, its own first. Loads no class and runs no
   * user code.
   *
   * @throws TaskDecodingException if the bytes are damaged
   */
  public static List<String> classNames(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      var _ = readCount(in);
      return FailureNode.readNames(in);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * What was thrown, its causes, and what it suppressed. Loads no class and runs no user code.
   *
   * @throws TaskDecodingException if the bytes are damaged
   */
  public static List<FailureSummary> summaries(byte[] bytes) {
    return readNodes(bytes).stream()
        .map(node -> new FailureSummary(node.classNames(), node.message()))
        .toList();
  }

  /**
   * The stack trace as Java prints it, with causes and what was suppressed; or what is wrong with
   * the bytes, if they are damaged. Loads no class and runs no user code.
   *
   * @param mostChars what is beyond is left out
   */
  public static String stackTrace(byte[] bytes, int mostChars) {
    try {
      return new FailureTrace(readNodes(bytes), mostChars).text();
    } catch (TaskDecodingException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Decodes a failure.
   *
   * @throws TaskDecodingException if the bytes are damaged; never because a class is unknown
   */
  public Throwable decode(byte[] bytes) {
    return new FailureBuilder(forms, readNodes(bytes), new HashWork(bytes.length)).build();
  }

  private static List<FailureNode> readNodes(byte[] bytes) {
    List<FailureNode> nodes = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = readCount(in);
      for (int i = 0; i < count; i++) {
        nodes.add(FailureNode.readFrom(in, count));
      }
    } catch (IOException e) {
      throw damaged(e);
    }
    return nodes;
  }

  private static int readCount(DataInputStream in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new TaskDecodingException(
          "A failure is written in version " + version + "; this Baton reads version " + VERSION);
    }
    int count = in.readUnsignedByte();
    if (count == 0 || count > MOST_FAILURES) {
      throw new IOException("it claims " + count + " parts");
    }
    return count;
  }

  private static TaskDecodingException damaged(IOException e) {
    return new TaskDecodingException("A failure is damaged: " + e.getMessage(), e);
  }
}
