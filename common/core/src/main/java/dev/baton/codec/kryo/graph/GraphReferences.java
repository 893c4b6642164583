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
 * Which objects of a graph have been seen, so that shared objects stay shared and cycles end.
 *
 * <p>Some objects exist only after all their parts do: records, lambdas, immutable collections.
 * When a part refers back to such an object, there is nothing yet to refer to. A field, an array, a
 * list can wait: {@link #allowWaiting} says so on both sides, {@link #awaitNext} asks for the
 * object, and is called when it is there. Elsewhere such a reference is refused when it is written.
 */
public final class GraphReferences implements ReferenceResolver {

  private static final int KEPT = 128;
  private static final int NONE = -1;

  /** What is read where nothing is, so that it is told from what is not there yet. */
  private static final Object NULL = new Object();

  private final IdentityObjectIntMap<Object> written = new IdentityObjectIntMap<>();

  /** Objects whose parts are being written, and which the reader makes after these. */
  private final List<Object> begun = new ArrayList<>();

  private final List<@Nullable Object> read = new ArrayList<>();
  private final Map<Integer, List<Consumer<Object>>> waiting = new HashMap<>();
  private final ReferenceForms references;
  private int writtenCount;

  /** How many of the objects that were begun may not be waited for now. */
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

  /** Whether the next object that is written is to be read as one that nobody else has. */
  public void unshared(boolean next) {
    unshared = next;
  }

  /** The parts of an object are written next, and the reader makes it after them. */
  public void begin(Object object) {
    begun.add(object);
  }

  /** Its parts are written. */
  public void end() {
    begun.removeLast();
  }

  @SuppressWarnings("ReferenceEquality") // the very object is looked for
  private int placeAmongBegun(Object object) {
    for (int i = begun.size() - 1; i >= 0; i--) {
      if (begun.get(i) == object) {
        return i;
      }
    }
    return NONE;
  }

  /**
   * The parts of an object are written next that its class looks at when it reads it: by then no
   * part may wait for what is made later.
   *
   * @return what {@link #reopen} needs
   */
  public int close() {
    int before = closed;
    closed = begun.size();
    return before;
  }

  /** Its parts are written. */
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

  /** The number of the object that was made last. */
  public int lastMade() {
    return lastMade;
  }

  /** From now on another object, or null, stands for one that was made. */
  public void replace(int id, @Nullable Object object) {
    if (id != NONE) {
      read.set(id, object == null ? NULL : object);
    }
  }

  /** Kryo takes null for "not said yet"; this says that it is what was read. */
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

  /** The next object written or read may be a reference to one that the reader has not made yet. */
  public void allowWaiting() {
    mayWait = true;
    awaited = NONE;
  }

  /** The next object written is an ordinary one again. */
  public void forbidWaiting() {
    mayWait = false;
  }

  /** After that object was read: whether it is not made yet. Then the waiter will be called. */
  public boolean isWaiting() {
    mayWait = false;
    return awaited != NONE;
  }

  /** Calls the waiter as soon as the object is made that was awaited. */
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
   * Boxed primitives and constants are equal rather than the same: not worth a look-up. But a
   * constant that travels by reference is read as what it travels by, so it must be written so.
   */
  @Override
  @SuppressWarnings("rawtypes") // Kryo's signature
  public boolean useReferences(Class type) {
    return !Util.isWrapperClass(type) && (!Util.isEnum(type) || references.cover(type));
  }
}
