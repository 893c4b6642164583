package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.ReferenceResolver;
import com.esotericsoftware.kryo.util.IdentityObjectIntMap;
import com.esotericsoftware.kryo.util.Util;
import dev.baton.TaskDecodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a graph have been seen, so that shared objects stay shared and cycles end.
 *
 * <p>Some objects exist only after all their parts do: records, lambdas, immutable collections.
 * When a part refers back to such an object, there is nothing yet to refer to. A field can wait:
 * {@link #awaitNext} asks for it, and is called when the object is there. Elsewhere, such a
 * reference is an error.
 */
final class GraphReferences implements ReferenceResolver {

  private static final int KEPT = 2048;
  private static final int NONE = -1;

  private final IdentityObjectIntMap<Object> written = new IdentityObjectIntMap<>();
  private final List<@Nullable Object> read = new ArrayList<>();
  private final Map<Integer, List<Consumer<Object>>> waiting = new HashMap<>();
  private final ReferenceForms references;
  private boolean mayWait;
  private int awaited = NONE;

  GraphReferences(ReferenceForms references) {
    this.references = references;
  }

  @Override
  public void setKryo(Kryo kryo) {
    // not needed
  }

  @Override
  public int getWrittenId(Object object) {
    return written.get(object, NONE);
  }

  @Override
  public int addWrittenObject(Object object) {
    int id = written.size;
    written.put(object, id);
    return id;
  }

  @Override
  @SuppressWarnings("rawtypes") // Kryo's signature
  public int nextReadId(Class type) {
    mayWait = false;
    read.add(null);
    return read.size() - 1;
  }

  @Override
  public void setReadObject(int id, Object object) {
    read.set(id, object);
    if (!waiting.isEmpty()) {
      List<Consumer<Object>> waiters = waiting.remove(id);
      if (waiters != null) {
        waiters.forEach(waiter -> waiter.accept(object));
      }
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Kryo's signature
  public @Nullable Object getReadObject(Class type, int id) {
    if (id < 0 || id >= read.size()) {
      throw new TaskDecodingException("A record is damaged: it refers to no object " + id);
    }
    Object object = read.get(id);
    if (object == null) {
      if (!mayWait) {
        throw new TaskDecodingException(
            "A record has a cycle through an object that cannot be made before its parts (record,"
                + " lambda or immutable collection): a collection inside refers back to it");
      }
      awaited = id;
    }
    mayWait = false;
    return object;
  }

  /** The next object read may be a reference to one that is not made yet. */
  void allowWaiting() {
    mayWait = true;
    awaited = NONE;
  }

  /** After that object was read: whether it is not made yet. Then the waiter will be called. */
  boolean isWaiting() {
    mayWait = false;
    return awaited != NONE;
  }

  /** Calls the waiter as soon as the object is made that was awaited. */
  void awaitNext(Consumer<Object> waiter) {
    waiting.computeIfAbsent(awaited, id -> new ArrayList<>()).add(waiter);
    awaited = NONE;
  }

  @Override
  public void reset() {
    read.clear();
    waiting.clear();
    written.clear(KEPT);
    awaited = NONE;
    mayWait = false;
  }

  /**
   * Boxed primitives, texts and constants are equal rather than the same: not worth a look-up. But
   * a constant that travels by reference is read as what it travels by, so it must be written so.
   */
  @Override
  @SuppressWarnings("rawtypes") // Kryo's signature
  public boolean useReferences(Class type) {
    return type != String.class
        && !Util.isWrapperClass(type)
        && (!Util.isEnum(type) || references.cover(type));
  }
}
