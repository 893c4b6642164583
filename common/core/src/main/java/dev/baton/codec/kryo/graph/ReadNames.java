package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import dev.baton.TaskDecodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes to which items refer. Each is looked up when an item needs it, so that an unknown
 * class affects no other item. For one thread.
 */
public final class ReadNames {

  /** Finds the class of a name in a session. */
  @FunctionalInterface
  public interface Lookup {
    Registration find(String name, int fingerprint);
  }

  private record Named(String name, int fingerprint) {}

  private final List<Named> names = new ArrayList<>();
  private final List<@Nullable Registration> found = new ArrayList<>();

  /**
   * Reads names as {@link WrittenNames} writes them.
   *
   * @throws TaskDecodingException if they are damaged
   */
  public ReadNames(byte[] bytes) {
    try (Input input = new Input(bytes)) {
      while (input.position() < bytes.length) {
        names.add(new Named(String.valueOf(input.readString()), input.readInt()));
        found.add(null);
      }
    } catch (KryoException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new TaskDecodingException("The names of a record's classes are damaged", e);
    }
  }

  public Registration registration(int number, Lookup lookup) {
    if (number < 0 || number >= names.size()) {
      throw new TaskDecodingException("A record is damaged: it names no class " + (number + 1));
    }
    Registration known = found.get(number);
    if (known == null) {
      known = lookup.find(names.get(number).name, names.get(number).fingerprint);
      found.set(number, known);
    }
    return known;
  }

  /** Forgets the classes found: another session, which finds classes itself, reads from now on. */
  public void forgetFound() {
    found.replaceAll(_ -> null);
  }
}
