package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.ReferenceResolver;
import com.esotericsoftware.kryo.util.IdentityObjectIntMap;
import com.esotericsoftware.kryo.util.Util;
import dev.baton.TaskDecodingException;
import dev.baton.codec.kryo.refusal.Refusals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the objects of a graph that have been seen, so that shared objects stay shared and cycles
 * end.
 *
 * <p>Some objects exist only after all their parts do: records, lambdas, immutable collections.
 * When a part refers back to such an object, there is nothing yet to refer to. A field, an array or
 * a list can wait: {@link #allowWaiting} permits it on both sides, and {@link #awaitNext} registers
 * what to do once the object exists. Elsewhere such a reference is refused when it is written.
 */
public final class GraphReferences implements ReferenceResolver {

  private static final int KEPT = 128;
  private static final int NONE = -1;

  /** The result of reading null, distinct from an object that does not exist yet. */
  private static final Object NULL = new Object();

  private final IdentityObjectIntMap<Object> written = new IdentityObjectIntMap<>();

  /** Objects whose parts are being written, and which the reader creates after those. */
  private final List<Object> begun = new ArrayList<>();

  private final List<@Nullable Object> read = new ArrayList<>();
  private final Map<Integer, List<Consumer<Object>>> waiting = new HashMap<>();
  private final ReferenceForms references;
  private int writtenCount;

  /** How many of the begun objects may not be waited for now. */
  private int closed;

  private boolean unshared;
  private boolean mayWait;
  private int awaited = NONE;
  private int lastMade = NONE;

  public GraphReferences(ReferenceForms references) {
    this.references = references;
  }

  @Override
  public void setKryo(Kryo kryo) {
    // not needed
  }

  @Override
  public int getWrittenId(Object object) {
    boolean waits = mayWait;
    mayWait = false;
    if (unshared) {
      return NONE;
    }
    int id = written.get(object, NONE);
    if (id != NONE) {
      int place = placeAmongBegun(object);
      if (place != NONE && (!waits || place < closed)) {
        throw Refusals.cycle(object);
      }
    }
    return id;
  }

  @Override
  public int addWrittenObject(Object object) {
    if (!unshared) {
      written.put(object, writtenCount);
    }
    unshared = false;
    return writtenCount++;
  }

  /** Whether the next object written is read as one that is not shared. */
  public void unshared(boolean next) {
    unshared = next;
  }

  /** Begins an object: its parts are written next, and the reader creates it after them. */
  public void begin(Object object) {
    begun.add(object);
  }

  /** Ends an object: its parts are written. */
  public void end() {
    begun.removeLast();
  }

  @SuppressWarnings("ReferenceEquality") // looks for the very same object
  private int placeAmongBegun(Object object) {
    for (int i = begun.size() - 1; i >= 0; i--) {
      if (begun.get(i) == object) {
        return i;
      }
    }
    return NONE;
  }

  /**
   * Begins an object whose class looks at its parts when it reads them: no part may then still wait
   * for an object that is created later.
   *
   * @return the argument for {@link #reopen}
   */
  public int close() {
    int before = closed;
    closed = begun.size();
    return before;
  }

  /** Ends it: its parts are written. */
  public void reopen(int before) {
    closed = before;
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
    lastMade = id;
    if (!waiting.isEmpty()) {
      List<Consumer<Object>> waiters = waiting.remove(id);
      if (waiters != null) {
        waiters.forEach(waiter -> waiter.accept(object));
      }
    }
  }

  /** The number of the object that was created last. */
  public int lastMade() {
    return lastMade;
  }

  /** Replaces a created object with another, or with null. */
  public void replace(int id, @Nullable Object object) {
    if (id != NONE) {
      read.set(id, object == null ? NULL : object);
    }
  }

  /** Kryo takes null for "not yet known"; this says that null was read. */
  static void referToNull(Kryo kryo) {
    kryo.reference(NULL);
  }

  @Override
  @SuppressWarnings({"rawtypes", "ReferenceEquality"}) // Kryo's signature
  public @Nullable Object getReadObject(Class type, int id) {
    if (id < 0 || id >= read.size()) {
      throw new TaskDecodingException("A record is damaged: it refers to no object " + id);
    }
    Object object = read.get(id);
    if (object == NULL) {
      return null;
    }
    if (object == null) {
      if (!mayWait) {
        throw new TaskDecodingException(
            "A record is damaged: it refers to an object that is not there yet");
      }
      awaited = id;
    }
    mayWait = false;
    return object;
  }

  /**
   * Lets the next object written or read be a reference to one that the reader has not created yet.
   */
  public void allowWaiting() {
    mayWait = true;
    awaited = NONE;
  }

  /** Makes the next object written an ordinary one again. */
  public void forbidWaiting() {
    mayWait = false;
  }

  /** Whether the object just read does not exist yet. If so, the waiter will be called. */
  public boolean isWaiting() {
    mayWait = false;
    return awaited != NONE;
  }

  /** Calls the waiter as soon as the awaited object exists. */
  public void awaitNext(Consumer<Object> waiter) {
    waiting.computeIfAbsent(awaited, id -> new ArrayList<>()).add(waiter);
    awaited = NONE;
  }

  @Override
  public void reset() {
    read.clear();
    if (!waiting.isEmpty()) {
      waiting.clear();
    }
    if (writtenCount > 0) {
      written.clear(KEPT);
    }
    begun.clear();
    writtenCount = 0;
    closed = 0;
    unshared = false;
    awaited = NONE;
    lastMade = NONE;
    mayWait = false;
  }

  /**
   * Boxed primitives and constants need only be equal, not identical: a lookup is not worth it. But
   * a constant that travels by reference is read as a reference, so it must be written as one.
   */
  @Override
  @SuppressWarnings("rawtypes") // Kryo's signature
  public boolean useReferences(Class type) {
    return !Util.isWrapperClass(type) && (!Util.isEnum(type) || references.cover(type));
  }
}
