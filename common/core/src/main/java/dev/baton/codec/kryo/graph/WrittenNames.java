package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.type.Fingerprint;
import java.util.IdentityHashMap;

/** The classes to which items refer, in the order of their first occurrence. For one thread. */
public final class WrittenNames {

  private static final int FIRST_SIZE = 256;

  private final IdentityHashMap<Class<?>, Integer> numbers = new IdentityHashMap<>();
  private final Output names = new Output(FIRST_SIZE, -1);
  private byte[] bytes = {};

  /** The number of a class, from 0. */
  public int number(Class<?> type, Registration registration) {
    Integer known = numbers.get(type);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    numbers.put(type, number);
    names.writeString(type.getName());
    names.writeInt(Fingerprint.of(registration.getSerializer()));
    return number;
  }

  /** The names as {@link ReadNames} reads them; must not be changed. */
  public byte[] toBytes() {
    if (bytes.length != names.position()) {
      bytes = names.toBytes();
    }
    return bytes;
  }
}
