package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.util.Util;

/**
 * Makes Kryo work without {@code sun.misc.Unsafe}: JDK 24 and later warn at its first use, and we
 * do not need it.
 *
 * <p>Kryo reads a system property once, when its {@code Util} is initialised. A program that uses
 * Kryo itself, and initialised it earlier, keeps its own choice.
 */
final class KryoWithoutUnsafe {

  private static final String PROPERTY = "kryo.unsafe";

  private KryoWithoutUnsafe() {}

  static synchronized void load() {
    String before = System.getProperty(PROPERTY);
    if (before != null) {
      return;
    }
    System.setProperty(PROPERTY, "false");
    try {
      Util.isUnsafeAvailable();
    } finally {
      System.clearProperty(PROPERTY);
    }
  }
}
