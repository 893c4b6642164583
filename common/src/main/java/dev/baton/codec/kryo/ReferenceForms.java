package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Registration;
import dev.baton.codec.ReferenceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types that travel by reference, and their numbers in records. Shared by all sessions of a
 * codec.
 */
final class ReferenceForms {

  /** Part of the format of a record; above all the numbers of {@link JdkSerializers}. */
  static final int FIRST_NUMBER = 400;

  private final List<Registration> registrations;

  ReferenceForms(List<ReferenceType<?>> types) {
    List<Registration> numbered = new ArrayList<>();
    for (ReferenceType<?> type : types) {
      int number = FIRST_NUMBER + numbered.size();
      numbered.add(new Registration(type.type(), new ReferenceSerializer<>(type), number));
    }
    registrations = List.copyOf(numbered);
  }

  List<Registration> registrations() {
    return registrations;
  }

  boolean isEmpty() {
    return registrations.isEmpty();
  }

  /** Whether objects of a class travel by reference. */
  boolean cover(Class<?> type) {
    return find(type) != null;
  }

  /** How objects of a class are written if they travel by reference, else null. */
  @Nullable Registration find(Class<?> type) {
    for (Registration registration : registrations) {
      Class<?> covered = registration.getType();
      if (covered.isAssignableFrom(type)) {
        return registration;
      }
    }
    return null;
  }

  /**
   * Refuses an object that travels by reference, found inside one that is written by Java's
   * serialisation: as a graph it would not be what it is.
   */
  void refuseInside(Object container, Object part) {
    if (cover(part.getClass())) {
      throw new UnencodableException(
          part,
          "it travels by reference, which it cannot inside an object of "
              + container.getClass().getName()
              + ", because that is written by Java's serialisation",
          "Hold it in a lambda, a record or a class without writeObject, writeReplace and the"
              + " like.");
    }
  }
}
