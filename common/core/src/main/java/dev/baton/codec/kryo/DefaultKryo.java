package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.AllowList;

/**
 * Kryo as it comes out of the box, for comparison with {@link KryoCodec}: its own default
 * serializers, no registration. Only the allow-list is Baton's. Thread-safe; calls run one at a
 * time.
 */
public final class DefaultKryo {

  private static final int FIRST_BUFFER_BYTES = 4096;

  static {
    KryoWithoutUnsafe.load();
  }

  private final Kryo kryo = new Kryo();

  /** Creates a Kryo for records whose classes the list allows and the loader finds. */
  public DefaultKryo(AllowList allowed, ClassLoader loader) {
    kryo.setRegistrationRequired(false);
    kryo.setClassLoader(new AllowedClasses(allowed, loader));
  }

  /** The loader through which Kryo finds each class that a record names. */
  private static final class AllowedClasses extends ClassLoader {

    private final AllowList allowed;

    AllowedClasses(AllowList allowed, ClassLoader loader) {
      super(loader);
      this.allowed = allowed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      allowed.check(name);
      return super.loadClass(name, resolve);
    }
  }

  /** Writes an object, and the name of its class. */
  public synchronized byte[] write(Object value) {
    try (Output output = new Output(FIRST_BUFFER_BYTES, -1)) {
      kryo.writeClassAndObject(output, value);
      return output.toBytes();
    }
  }

  /**
   * Reads what {@link #write} produced.
   *
   * @throws dev.baton.TaskDecodingException if it names a class that is not allowed
   */
  public synchronized Object read(byte[] bytes) {
    try (Input input = new Input(bytes)) {
      return kryo.readClassAndObject(input);
    }
  }
}
