package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Registration;

/** Knows how the objects of a class are written. */
public interface Registrations {

  /** How, or what is written in their place. */
  Registration registrationFor(Class<?> type);

  /** How they are written themselves, whatever would be written in their place. */
  Registration bodyRegistration(Class<?> type);
}
