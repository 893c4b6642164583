package dev.baton.store.chronicle.map;

import dev.baton.EnvironmentException;
import dev.baton.SharedMap;
import dev.baton.UsageException;
import dev.baton.codec.Codec;
import dev.baton.store.Members;
import dev.baton.store.RobustLock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A shared map on Chronicle Map. Thread-safe; have one object for a map in each process.
 *
 * <p>Chronicle's own locks stay locked for ever when their holder is killed, so nobody waits for
 * them: {@link RobustLock}s stand in front. {@link KeyLocks} make a change atomic for its key, the
 * one structural lock of {@link EntryTable} guards each single step, {@link RedoJournal} and {@link
 * GenerationHolder} make a step whole when its process is killed.
 *
 * <pre>
 * map-&lt;digest of the name&gt;        {@link MapControl}
 * map-&lt;digest of the name&gt;.g1     {@link Generation} 1
 * </pre>
 */
public final class ChronicleSharedMap<K, V> implements SharedMap<K, V>, AutoCloseable {

  private final MapSpec spec;
  private final EntryCodec<K, V> codec;

  /** Those inside share it: an access to memory that is not mapped any more would end the JVM. */
  private final ReentrantReadWriteLock mapped = new ReentrantReadWriteLock();

  private final AtomicBoolean closed = new AtomicBoolean();
  private final KeyLocks keyLocks;
  private final EntryTable table;

  ChronicleSharedMap(MapSpec spec, EntryCodec<K, V> codec, KeyLocks keyLocks, EntryTable table) {
    this.spec = spec;
    this.codec = codec;
    this.keyLocks = keyLocks;
    this.table = table;
  }

  /**
   * Makes an empty map.
   *
   * @param directory of the host store
   * @param members of the directory; not closed before the map is
   * @param line that this process has there
   * @throws UsageException if there is one of this name
   * @throws EnvironmentException if there is no room, or this JVM was started without the flags
   *     that Chronicle Map needs
   */
  public static <K, V> ChronicleSharedMap<K, V> create(
      Path directory, MapSpec spec, Codec codec, Members members, Members.Line line) {
    return new SharedMapFactory(directory, members, line).create(spec, codec);
  }

  /**
   * Opens a map that another process made.
   *
   * @param directory of the host store
   * @param members of the directory; not closed before the map is
   * @param line that this process has there
   * @throws EnvironmentException if there is none, or it cannot be opened
   */
  public static <K, V> ChronicleSharedMap<K, V> open(
      Path directory, String name, Codec codec, Members members, Members.Line line) {
    return new SharedMapFactory(directory, members, line).open(name, codec);
  }

  /** What it was made with. */
  public MapSpec spec() {
    return spec;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public @Nullable V get(K key) {
    MapKey encoded = codec.key(key);
    return codec.valueOrNull(inside(() -> table.get(encoded)));
  }

  @Override
  public boolean containsKey(K key) {
    MapKey encoded = codec.key(key);
    return inside(() -> table.get(encoded) != null);
  }

  @Override
  public @Nullable V put(K key, V value) {
    byte[] after = codec.bytes(value);
    return codec.valueOrNull(replace(key, _ -> after));
  }

  @Override
  public @Nullable V remove(K key) {
    return codec.valueOrNull(replace(key, _ -> null));
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
    Objects.requireNonNull(function);
    return change(key, old -> function.apply(key, old));
  }

  @Override
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
    Objects.requireNonNull(function);
    keyLocks.refuseUpdateInFunction();
    V present = get(key);
    return present != null ? present : change(key, old -> old != null ? old : function.apply(key));
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
    Objects.requireNonNull(function);
    return change(key, old -> old == null ? null : function.apply(key, old));
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
    Objects.requireNonNull(value);
    Objects.requireNonNull(function);
    return change(key, old -> old == null ? value : function.apply(old, value));
  }

  @Override
  public long size() {
    return inside(table::size);
  }

  @Override
  public void clear() {
    inside(
        () -> {
          keyLocks.holdingAll(table::clear);
          return table;
        });
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action);
    ByteBuffer digests = inside(table::digests);
    while (digests.hasRemaining()) {
      for (RawEntry entry : inside(() -> table.page(digests))) {
        action.accept(codec.key(entry.key()), codec.value(entry.value()));
      }
    }
  }

  @Override
  public List<K> keys() {
    List<K> keys = new ArrayList<>();
    forEach((key, _) -> keys.add(key));
    return keys;
  }

  @Override
  public List<Map.Entry<K, V>> entries() {
    List<Map.Entry<K, V>> entries = new ArrayList<>();
    forEach((key, value) -> entries.add(Map.entry(key, value)));
    return entries;
  }

  /**
   * Waits for calls that are under way, users' functions included, and gives the memory back in
   * this process.
   *
   * @throws IllegalStateException if called in such a function
   */
  @Override
  public void close() {
    keyLocks.refuseInFunction("A function of a shared map cannot close the map.");
    if (closed.compareAndSet(false, true)) {
      mapped.writeLock().lock(); // for good: nobody comes in any more
      table.close();
    }
  }

  @Override
  public String toString() {
    return MapSpec.title(spec.name());
  }

  /** Changes a value as a user's function says, and returns the new one. */
  private @Nullable V change(K key, UnaryOperator<@Nullable V> function) {
    AtomicReference<@Nullable V> now = new AtomicReference<>();
    replace(
        key,
        before -> {
          V old = codec.valueOrNull(before);
          V made = keyLocks.calling(() -> function.apply(old));
          now.set(made);
          return made == null ? null : codec.bytes(made);
        });
    return now.get();
  }

  /** Changes the encoded value of a key, atomically, and returns the old one. */
  private byte @Nullable [] replace(K key, UnaryOperator<byte @Nullable []> function) {
    MapKey encoded = codec.key(key);
    return inside(() -> keyLocks.holding(encoded, () -> replaceHeld(encoded, function)));
  }

  private byte @Nullable [] replaceHeld(MapKey key, UnaryOperator<byte @Nullable []> function) {
    byte[] before = table.get(key);
    byte[] after = function.apply(before);
    if (after != null && !Arrays.equals(before, after)) {
      table.set(key, after, before == null);
    } else if (after == null && before != null) {
      table.remove(key);
    }
    return before;
  }

  private <T extends @Nullable Object> T inside(Supplier<T> call) {
    // Not lock(): whoever is inside may wait for this thread, and so must not wait behind close().
    if (closed.get() || !mapped.readLock().tryLock()) {
      throw new IllegalStateException("The " + this + " was closed in this process.");
    }
    try {
      return call.get();
    } finally {
      mapped.readLock().unlock();
    }
  }
}
