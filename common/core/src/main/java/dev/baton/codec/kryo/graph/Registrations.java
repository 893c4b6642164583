package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Registration;

/** Knows how the objects of a class are written. */
public interface Registrations {

  /** How the objects, or their replacements, are written. */
  Registration registrationFor(Class<?> type);

  /** How the objects themselves are written, even if something would replace them. */
  Registration bodyRegistration(Class<?> type);
}
