package dev.baton;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map that all tasks on a host share, in the host's shared memory.
 *
 * {@snippet lang="java" :
 * SharedMap<String, Long> counts = pool.sharedMap("counts");
 * pool.submit(() -> counts.merge("word", 1L, Long::sum)).get();
 * }
 *
 * <p><b>Copies.</b> Keys and values are encoded when they are stored and decoded when they are
 * read. What a method returns is a copy: changing it has no effect on the map until you {@link
 * #put} it back. Two keys are the same if their encoded forms are. So use keys whose fields
 * represent exactly what {@code equals} compares, and in only one way: strings, numbers, enums, and
 * records of these; not hash sets, nor objects with caches.
 *
 * <p><b>Atomicity.</b> Each method that takes a key is atomic for that key, across all threads of
 * all processes. That includes the functions given to {@link #compute}, {@link #merge} and the
 * like: while one runs, nobody else can change that key, nor a sixty-fourth of all keys, chosen by
 * their hash. So keep such functions short. A function that throws an exception changes nothing. A
 * function that changes the same map, at any key, gets an {@link IllegalStateException} ("Recursive
 * update"). It may read the map, and it may change another map, as long as no function of that map
 * changes this one: the two would wait for each other until one gets a {@link StoreBusyException}.
 *
 * <p><b>Death.</b> When a process is killed in the middle of a change, the change has happened
 * completely or not at all. Others wait until it is clear which; this takes longer the larger the
 * map is.
 *
 * <p><b>Limits.</b> A map is created with a <em>capacity</em>, the number of entries it has room
 * for, and <em>entryBytes</em>, the size of the largest entry: key and value encoded, in bytes. All
 * of that memory is taken when the map is created. Neither keys nor values can be {@code null}.
 *
 * <p>Thread-safe. Every method throws {@link NullPointerException} for a key, value or function
 * that is null, {@link TaskEncodingException} and {@link TaskDecodingException} if a key or value
 * cannot be encoded or decoded, {@link StoreBusyException} if another process holds what the method
 * needs for too long, and {@link IllegalStateException} once the map has been closed in this
 * process. An interrupt does not abort any method; the thread stays interrupted.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface SharedMap<K, V> {

  /** {@return the name it was created with} */
  String name();

  /**
   * {@return the value of a key, or null if it has none}
   *
   * @param key the key
   */
  @Nullable V get(K key);

  /**
   * {@return the value of a key, or a default if it has none}
   *
   * @param key the key
   * @param otherwise the default
   */
  default V getOrDefault(K key, V otherwise) {
    V value = get(key);
    return value != null ? value : otherwise;
  }

  /**
   * {@return whether a key has a value}
   *
   * @param key the key
   */
  boolean containsKey(K key);

  /**
   * Sets the value of a key.
   *
   * @param key the key
   * @param value the value
   * @return the value it had, or null
   * @throws StoreFullException if the key is new and the map is full
   * @throws UsageException if the entry is larger than {@code entryBytes}
   */
  @Nullable V put(K key, V value);

  /**
   * Removes a key.
   *
   * @param key the key
   * @return the value it had, or null
   */
  @Nullable V remove(K key);

  /**
   * Computes the value of a key from its present value.
   *
   * @param key the key
   * @param function called once, on this thread, with the key and its value or null; returns the
   *     new value, or null to remove the key
   * @return the new value, or null if the key was removed
   * @throws StoreFullException if the key is new and the map is full
   * @throws UsageException if the entry is larger than {@code entryBytes}
   * @throws IllegalStateException if the function changes this map
   */
  @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function);

  /**
   * Computes the value of a key that has none.
   *
   * @param key the key
   * @param function called at most once, on this thread, with the key; returns the value, or null
   *     for none
   * @return the value the key has now, or null
   * @throws StoreFullException if the map is full
   * @throws UsageException if the entry is larger than {@code entryBytes}
   * @throws IllegalStateException if the function changes this map
   */
  @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function);

  /**
   * Computes a new value for a key that has one.
   *
   * @param key the key
   * @param function called at most once, on this thread, with the key and its value; returns the
   *     new value, or null to remove the key
   * @return the new value, or null if there is none
   * @throws UsageException if the entry is larger than {@code entryBytes}
   * @throws IllegalStateException if the function changes this map
   */
  @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function);

  /**
   * Sets the value of a key that has none, or merges a value with the present one.
   *
   * @param key the key
   * @param value the value to set or to merge
   * @param function called at most once, on this thread, with the present value and the given one;
   *     returns the new value, or null to remove the key
   * @return the new value, or null if the key was removed
   * @throws StoreFullException if the key is new and the map is full
   * @throws UsageException if the entry is larger than {@code entryBytes}
   * @throws IllegalStateException if the function changes this map
   */
  @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function);

  /** {@return the current number of entries} */
  long size();

  /** Removes all entries in one atomic step. */
  void clear();

  /**
   * Calls an action with each entry, in no particular order. Others may change the map meanwhile: a
   * key that is present throughout is visited exactly once, with a value it had at some moment; a
   * key that is added or removed may be visited or not. The action may change the map, too.
   *
   * @param action called on this thread
   */
  void forEach(BiConsumer<? super K, ? super V> action);

  /** {@return a new list of the keys, as {@link #forEach} finds them} */
  List<K> keys();

  /** {@return a new list of immutable entries, as {@link #forEach} finds them} */
  List<Map.Entry<K, V>> entries();
}
