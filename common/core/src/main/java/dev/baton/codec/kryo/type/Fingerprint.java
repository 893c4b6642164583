package dev.baton.codec.kryo.type;

import com.esotericsoftware.kryo.Serializer;

/** A serialiser with a value that changes when the layout of its class changes. */
public interface Fingerprint {

  /** The fingerprint of the layout that this serialiser writes and reads. */
  int fingerprint();

  /** The fingerprint of a serialiser's format; 0 if it does not depend on the class's fields. */
  static int of(Serializer<?> serializer) {
    return serializer instanceof Fingerprint marked ? marked.fingerprint() : 0;
  }
}
