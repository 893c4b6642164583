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
 * <p><b>Copies.</b> Keys and values are encoded when they are put in and decoded when they are
 * read. What a method returns is a copy: to change it changes nothing in the map until it is {@link
 * #put} back. Keys are the same if their encoded forms are. So take keys whose fields say all that
 * {@code equals} looks at, and say it in one way: strings, numbers, enums, and records of these;
 * not hash sets, nor objects with caches.
 *
 * <p><b>Atomicity.</b> Each method that names a key is atomic for that key, for all threads of all
 * processes. That includes the functions given to {@link #compute}, {@link #merge} and their kin:
 * while one runs, nobody changes that key, nor some others: a sixty-fourth of all keys, chosen by
 * their hash. So keep such functions short. One that throws an exception changes nothing. One that
 * changes the same map, at whatever key, gets an {@link IllegalStateException} ("Recursive
 * update"); reading the map is allowed, and so is changing another one, as long as no function of
 * that one changes this one: the two would wait for each other until {@link StoreBusyException}.
 *
 * <p><b>Death.</b> When a process is killed in the middle of a change, the change happened or did
 * not, whole; others wait until it is clear which, a moment that grows with the size of the map.
 *
 * <p><b>Limits.</b> A map is made with a <em>capacity</em>, the number of entries it has room for,
 * and <em>entryBytes</em>, the size of the largest entry: key and value encoded, in bytes. All of
 * that memory is taken when the map is made. {@code null} is no key and no value.
 *
 * <p>Thread-safe. Every method throws {@link NullPointerException} for a key, value or function
 * that is null, {@link TaskEncodingException} and {@link TaskDecodingException} if a key or value
 * cannot be encoded or decoded, {@link StoreBusyException} if another process holds what the method
 * needs for too long, and {@link IllegalStateException} once the map was closed in this process. An
 * interrupt breaks no method off; the thread stays interrupted.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface SharedMap<K, V> {

  /** The name it was made with. */
  String name();

  /** The value of a key, or null if there is none. */
  @Nullable V get(K key);

  /** The value of a key, or {@code otherwise} if there is none. */
  default V getOrDefault(K key, V otherwise) {
    V value = get(key);
    return value != null ? value : otherwise;
  }

  /** Whether there is a value for a key. */
  boolean containsKey(K key);

  /**
   * Sets the value of a key.
   *
   * @return the value it had, or null
   * @throws StoreFullException if the key is new and the map has no room for one more
   * @throws UsageException if the entry is larger than {@code entryBytes}
   */
  @Nullable V put(K key, V value);

  /**
   * Takes a key out.
   *
   * @return the value it had, or null
   */
  @Nullable V remove(K key);

  /**
   * Sets the value of a key to what a function makes of the value it has.
   *
   * @param function is called once, on this thread, with the key and its value or null; returns the
   *     new value, or null to take the key out
   * @return the new value, or null
   * @throws StoreFullException if the key is new and the map has no room for one more
   * @throws UsageException if the entry is larger than {@code entryBytes}
   * @throws IllegalStateException from a change of this map in the function
   */
  @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function);

  /**
   * Sets the value of a key that has none.
   *
   * @param function is called at most once, on this thread; returns the value, or null for none
   * @return the value that the key has now, or null
   * @throws StoreFullException if the map has no room for one more
   * @throws UsageException if the entry is larger than {@code entryBytes}
   * @throws IllegalStateException from a change of this map in the function
   */
  @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function);

  /**
   * Changes the value of a key that has one.
   *
   * @param function is called at most once, on this thread, with the key and its value; returns the
   *     new value, or null to take the key out
   * @return the new value, or null
   * @throws UsageException if the entry is larger than {@code entryBytes}
   * @throws IllegalStateException from a change of this map in the function
   */
  @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function);

  /**
   * Sets the value of a key, or merges it with the value it has.
   *
   * <pre>{@code
   * words.merge(word, 1L, Long::sum);
   * }</pre>
   *
   * @param function is called at most once, on this thread, with the value the key has and the
   *     given one; returns the new value, or null to take the key out
   * @return the new value, or null
   * @throws StoreFullException if the key is new and the map has no room for one more
   * @throws UsageException if the entry is larger than {@code entryBytes}
   * @throws IllegalStateException from a change of this map in the function
   */
  @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function);

  /** How many entries there are now. */
  long size();

  /** Takes all entries out, at once for all. */
  void clear();

  /**
   * Hands all entries to an action, in no order. Others may change the map meanwhile: a key that is
   * in it from beginning to end is visited once, with a value that it had at some time in between;
   * one that comes or goes may be visited or not. The action may change the map too.
   */
  void forEach(BiConsumer<? super K, ? super V> action);

  /** The keys, as {@link #forEach} finds them; a list of its own. */
  List<K> keys();

  /** The entries, as {@link #forEach} finds them; a list of its own, of entries without setter. */
  List<Map.Entry<K, V>> entries();
}
