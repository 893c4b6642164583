package dev.baton.codec.kryo;

import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Encodes objects with Kryo: any class of the user, without registration, annotations or JVM flags.
 *
 * <pre>
 *   version u8 | length of graph i32 | graph (Kryo) | primitive arrays, one after the other, little-endian
 * </pre>
 *
 * Arrays of primitives lie behind the graph, so that each is copied once in each direction.
 *
 * <p>What a user must know:
 *
 * <ul>
 *   <li>No constructor runs when an object is decoded, save the canonical one of a record. Fields
 *       marked {@code transient} are null or zero then.
 *   <li>The same object twice in a graph is the same object twice after decoding; cycles are kept.
 *   <li>A class that implements {@code Serializable} and says how it wants to be written ({@code
 *       writeReplace}, {@code readResolve}, {@code writeObject}, {@code readObject}, {@code
 *       Externalizable}) is written so, by Java's serialisation; all it refers to must be
 *       serialisable too.
 *   <li>Views of JDK collections ({@code subList}, {@code keySet}, …) arrive as copies.
 * </ul>
 *
 * <p>Safe for use by many threads; each call borrows one of a few Kryo instances.
 */
public final class KryoCodec implements Codec {

  private final BlockingQueue<KryoSession> idle =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors() + 2);
  private final AllowList allowed;
  private final ClassLoader loader;

  /** A codec for records that name classes which the list allows and the loader finds. */
  public KryoCodec(AllowList allowed, ClassLoader loader) {
    this.allowed = allowed;
    this.loader = loader;
  }

  @Override
  public byte[] encode(@Nullable Object value) {
    KryoSession session = borrow();
    byte[] bytes;
    try {
      bytes = session.encode(value);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      giveBackAfter(e, session);
      throw EncodingProblem.explain(value, e);
    }
    giveBack(session);
    return bytes;
  }

  @Override
  public @Nullable Object decode(byte[] bytes) {
    KryoSession session = borrow();
    Object value;
    try {
      value = session.decode(bytes);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      giveBackAfter(e, session);
      throw DecodingProblem.explain(e);
    }
    giveBack(session);
    return value;
  }

  private KryoSession borrow() {
    KryoSession session = idle.poll();
    return session != null ? session : new KryoSession(allowed, loader);
  }

  /** An error may have struck Kryo in the middle of anything; an exception leaves little behind. */
  private void giveBackAfter(Throwable problem, KryoSession session) {
    if (problem instanceof Exception && !session.isWornOut()) {
      giveBack(session);
    }
  }

  private void giveBack(KryoSession session) {
    if (!idle.offer(session)) {
      return; // enough of them; the collector takes this one
    }
  }
}
