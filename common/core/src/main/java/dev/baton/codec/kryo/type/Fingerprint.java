package dev.baton.codec.kryo.type;

import com.esotericsoftware.kryo.Serializer;

/** Something that changes when the layout of a class changes. */
public interface Fingerprint {

  /** The fingerprint of the layout that this serialiser writes and reads. */
  int fingerprint();

  /**
   * The fingerprint of what a serialiser writes; 0 if that does not depend on the class's fields.
   */
  static int of(Serializer<?> serializer) {
    return serializer instanceof Fingerprint marked ? marked.fingerprint() : 0;
  }
}
