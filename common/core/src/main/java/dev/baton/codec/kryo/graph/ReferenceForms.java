package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Registration;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.jdk.JdkSerializers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types that travel by reference, and their numbers in records. Shared by all sessions of a
 * codec.
 */
public final class ReferenceForms {

  /** Part of the record format; above all the numbers of {@link JdkSerializers}. */
  static final int FIRST_NUMBER = 400;

  private final List<Registration> registrations;

  /**
   * Numbers the types.
   *
   * @param codec the codec of the types
   */
  public ReferenceForms(List<ReferenceType<?>> types, Codec codec) {
    List<Registration> numbered = new ArrayList<>();
    for (ReferenceType<?> type : types) {
      int number = FIRST_NUMBER + numbered.size();
      numbered.add(new Registration(type.type(), new ReferenceSerializer<>(type, codec), number));
    }
    registrations = List.copyOf(numbered);
  }

  List<Registration> registrations() {
    return registrations;
  }

  /** Whether objects of a class travel by reference. */
  public boolean cover(Class<?> type) {
    return find(type) != null;
  }

  /** How objects of a class are written if they travel by reference, else null. */
  public @Nullable Registration find(Class<?> type) {
    for (Registration registration : registrations) {
      Class<?> covered = registration.getType();
      if (covered.isAssignableFrom(type)) {
        return registration;
      }
    }
    return null;
  }
}
