package dev.baton.codec.kryo;

import dev.baton.codec.AllowList;
import dev.baton.codec.ClassListener;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.ItemReader;
import dev.baton.codec.ItemWriter;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.graph.ReferenceForms;
import dev.baton.codec.kryo.problem.DecodingProblem;
import dev.baton.codec.kryo.problem.EncodingProblem;
import java.lang.foreign.MemorySegment;
import java.util.List;
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
 * Arrays of primitives follow the graph, so that each is copied only once in each direction. For
 * many records that name their classes once for all of them, see {@link dev.baton.codec.Items}.
 *
 * <p>What a user must know:
 *
 * <ul>
 *   <li>No constructor runs when an object is decoded, except the canonical one of a record. Fields
 *       marked {@code transient} are null or zero then.
 *   <li>An object that occurs twice in a graph is one object after decoding too, whatever holds it;
 *       cycles are kept. Only boxed numbers are merely equal.
 *   <li>A class that implements {@code Serializable} and defines how it is written ({@code
 *       writeReplace}, {@code readResolve}, {@code writeObject}, {@code readObject}, {@code
 *       serialPersistentFields}, {@code Externalizable}) is written that way, as Java's
 *       serialisation would. So are the classes of the JDK.
 *   <li>Constants of a class that creates all its objects itself keep their identity.
 *   <li>Objects of a {@link ReferenceType} travel as bytes that their owner defines.
 *   <li>Views of JDK collections that are not {@code Serializable} ({@code subList}, {@code
 *       keySet}, …) arrive as copies.
 * </ul>
 *
 * <p>Thread-safe; each call borrows one of a few Kryo instances.
 */
public final class KryoCodec implements Codec {

  static {
    KryoWithoutUnsafe.load();
  }

  private final BlockingQueue<KryoSession> idle =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors() + 2);
  private final AllowList allowed;
  private final ClassLoader loader;
  private final ReferenceForms references;
  private final ClassListener listener;
  private final int windowBytes;

  /** Creates a codec for records whose classes the list allows and the loader finds. */
  public KryoCodec(AllowList allowed, ClassLoader loader) {
    this(allowed, loader, List.of());
  }

  /**
   * Creates a codec for records whose classes the list allows and the loader finds.
   *
   * @param references the types that travel by reference; an object that is an instance of several
   *     is written by the first
   */
  public KryoCodec(AllowList allowed, ClassLoader loader, List<ReferenceType<?>> references) {
    this(allowed, loader, references, ClassListener.NONE);
  }

  /**
   * As above, and announces the classes that its records name.
   *
   * @param listener told before the record exists
   */
  public KryoCodec(
      AllowList allowed,
      ClassLoader loader,
      List<ReferenceType<?>> references,
      ClassListener listener) {
    this(allowed, loader, references, listener, RecordInput.WINDOW);
  }

  /**
   * Creates a codec.
   *
   * @param windowBytes how many bytes of a graph in off-heap memory are on the heap at a time
   */
  KryoCodec(
      AllowList allowed,
      ClassLoader loader,
      List<ReferenceType<?>> references,
      ClassListener listener,
      int windowBytes) {
    this.allowed = allowed;
    this.loader = loader;
    this.listener = listener;
    this.references = new ReferenceForms(references, this);
    this.windowBytes = windowBytes;
  }

  @Override
  public Encoded encode(@Nullable Object value) {
    KryoSession session = borrow();
    Encoded encoded;
    try {
      encoded = session.encode(value);
    } catch (OutOfMemoryError e) {
      throw e; // it says what is wrong, and nothing may be allocated now to say more
    } catch (Throwable e) { // user code is called, and may throw anything
      giveBackAfter(e, session);
      throw explain(value, e);
    }
    giveBack(session);
    return encoded;
  }

  RuntimeException explain(@Nullable Object value, Throwable problem) {
    return EncodingProblem.explain(value, problem, references);
  }

  @Override
  public ItemWriter itemWriter() {
    return new KryoItemWriter(this);
  }

  @Override
  public ItemReader itemReader(byte[] items) {
    return new KryoItemReader(this, items);
  }

  @Override
  public @Nullable Object decode(byte[] bytes) {
    return decode(MemorySegment.ofArray(bytes));
  }

  @Override
  public @Nullable Object decode(MemorySegment bytes) {
    try {
      return read(bytes);
    } catch (InternalError e) {
      // The JVM reports a fault as soon as it can, which may be in the middle of anything.
      throw DecodingProblem.explainFault(e);
    }
  }

  private @Nullable Object read(MemorySegment bytes) {
    KryoSession session = borrow();
    Object value;
    try {
      value = session.decode(bytes);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      giveBackAfter(e, session);
      throw DecodingProblem.explain(e, bytes);
    }
    giveBack(session);
    return value;
  }

  KryoSession borrow() {
    KryoSession session = idle.poll();
    return session != null
        ? session
        : new KryoSession(allowed, loader, references, listener, windowBytes);
  }

  /**
   * An error may have interrupted Kryo in the middle of anything; an exception leaves little
   * behind.
   */
  private void giveBackAfter(Throwable problem, KryoSession session) {
    if (isUsableAfter(problem, session)) {
      giveBack(session);
    }
  }

  boolean isUsableAfter(Throwable problem, KryoSession session) {
    return problem instanceof Exception && !session.isWornOut();
  }

  void giveBack(KryoSession session) {
    if (!idle.offer(session)) {
      return; // there are enough; the collector takes this one
    }
  }
}
