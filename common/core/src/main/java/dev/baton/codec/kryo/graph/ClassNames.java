package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.ClassListener;
import dev.baton.codec.UnknownClass;
import dev.baton.codec.kryo.refusal.OwnersException;
import dev.baton.codec.kryo.refusal.UnencodableException;
import dev.baton.codec.kryo.type.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How records name classes: classes that Baton registers by number, others by name, each name once
 * per record.
 *
 * <p>Items share their names, which lie beside the records; the records then name classes only by
 * number.
 *
 * <p>A name is checked against the {@link AllowList} before its class is loaded. It travels with a
 * fingerprint of the class's fields, so that two versions of a class are distinguished and never
 * read as each other.
 */
public final class ClassNames extends DefaultClassResolver {

  /**
   * The number of what is written in place of another object; {@code LAMBDA_NUMBER} precedes it.
   */
  static final int SUBSTITUTE_NUMBER = 11;

  /** The number that announces a name, as Kryo defines it. */
  private static final int BY_NAME = NAME + 2;

  private final AllowList allowed;
  private final ClassLoader loader;
  private final ClassListener listener;
  private final Map<String, Registration> byName = new HashMap<>();
  private final IdentityHashMap<Class<?>, Registration> bodies = new IdentityHashMap<>();
  private final IdentityHashMap<Class<?>, Integer> written = new IdentityHashMap<>();
  private final List<Registration> read = new ArrayList<>();
  private @Nullable WrittenNames itemsWritten;
  private @Nullable ReadNames itemsRead;
  private @Nullable Registrations choice;

  public ClassNames(AllowList allowed, ClassLoader loader, ClassListener listener) {
    this.allowed = allowed;
    this.loader = loader;
    this.listener = listener;
  }

  /** Sets up the names; call it once before the first record. */
  public void use(Registrations serializers, ReferenceForms references) {
    choice = serializers;
    // Known only by their numbers: if a class belongs to several, the order in the list decides.
    for (Registration reference : references.registrations()) {
      idToRegistration.put(reference.getId(), reference);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // Kryo's signature
  public @Nullable Registration getRegistration(Class type) {
    Registration known = super.getRegistration(type);
    if (known != null) {
      return known;
    }
    return choice == null ? null : register(choice.registrationFor(type), type);
  }

  /** Makes the following records items with these names; null: they have their own names. */
  public void shared(@Nullable WrittenNames names) {
    itemsWritten = names;
  }

  /** Makes the following records items with these names; null: they have their own names. */
  public void shared(@Nullable ReadNames names) {
    itemsRead = names;
  }

  /** Whether objects of a class are replaced when written. */
  public boolean isSubstituted(Class<?> type) {
    Registration registration = getRegistration(type);
    return registration != null && registration.getId() == SUBSTITUTE_NUMBER;
  }

  private Registration register(Registration registration, Class<?> type) {
    OwnersException.guard(() -> listener.isToBeSent(type));
    classToRegistration.put(type, registration);
    return registration;
  }

  /**
   * How objects of a class are written that are not replaced, or are replacements themselves.
   *
   * @throws UnencodableException if they cannot be written
   */
  private Registration bodyOf(Class<?> type) {
    Registration body = bodies.get(type);
    if (body == null) {
      Registrations choosing = Objects.requireNonNull(choice, "use() comes first");
      Registration known = super.getRegistration(type);
      body =
          known != null && known.getId() != SUBSTITUTE_NUMBER
              ? known
              : choosing.bodyRegistration(type);
      bodies.put(type, body);
    }
    return body;
  }

  /** Writes an object as it is, even if its class would replace it. */
  @SuppressWarnings("unchecked") // the serialiser was made for the class
  void writeBody(Kryo kryo, Output output, Object object) {
    Registration body = bodyOf(object.getClass());
    writeName(output, body.getType(), body);
    ((Serializer<Object>) body.getSerializer()).write(kryo, output, object);
  }

  /** Reads what {@link #writeBody} wrote. */
  @SuppressWarnings("unchecked") // the serialiser was made for the class
  @Nullable Object readBody(Kryo kryo, Input input) {
    Registration body = readClass(input);
    if (body == null) {
      throw new TaskDecodingException("A record is damaged: it has an object of no class");
    }
    return ((Serializer<Object>) body.getSerializer()).read(kryo, input, body.getType());
  }

  @Override
  @SuppressWarnings("rawtypes") // Kryo's signature
  protected void writeName(Output output, Class type, Registration registration) {
    output.writeByte(BY_NAME);
    Class<?> named = registration.getType();
    if (itemsWritten != null) {
      output.writeVarInt(itemsWritten.number(named, registration) + 1, true);
      return;
    }
    Integer number = written.get(named);
    if (number != null) {
      output.writeVarInt(number + 1, true);
      return;
    }
    written.put(named, written.size());
    output.writeVarInt(0, true);
    output.writeString(named.getName());
    output.writeInt(Fingerprint.of(registration.getSerializer()));
  }

  @Override
  public @Nullable Registration readClass(Input input) {
    int announced = input.readVarInt(true);
    if (announced == Kryo.NULL) {
      return null;
    }
    if (announced == BY_NAME) {
      return readName(input);
    }
    int number = announced - BY_NAME - 1;
    Registration registration = idToRegistration.get(number);
    if (registration == null) {
      throw new TaskDecodingException(
          number >= ReferenceForms.FIRST_NUMBER
              ? "A record holds a reference of kind "
                  + number
                  + ", which this process does not know; use the same version of Baton on both"
                  + " sides"
              : "A record is damaged: it names no class " + number);
    }
    return registration;
  }

  @Override
  protected Registration readName(Input input) {
    int number = input.readVarInt(true);
    if (itemsRead != null) {
      return itemsRead.registration(number - 1, this::known);
    }
    if (number != 0) {
      if (number < 0 || number > read.size()) {
        throw new TaskDecodingException("A record is damaged: it names no class " + number);
      }
      return read.get(number - 1);
    }
    Registration registration = known(String.valueOf(input.readString()), input.readInt());
    read.add(registration);
    return registration;
  }

  private Registration known(String name, int fingerprint) {
    Registration registration = byName.get(name);
    if (registration == null) {
      registration = load(name);
      byName.put(name, registration);
    }
    requireSameFields(name, fingerprint, registration.getSerializer());
    return registration;
  }

  public static void requireSameFields(String name, int fingerprint, Serializer<?> serializer) {
    if (fingerprint != Fingerprint.of(serializer)) {
      throw new TaskDecodingException(
          "Class "
              + name
              + " has different fields here than in the process that wrote the record;"
              + " use the same version of its jar on both sides");
    }
  }

  private Registration load(String name) {
    allowed.check(name);
    try {
      return bodyOf(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      throw UnknownClass.of(name, "", e);
    } catch (UnencodableException e) {
      throw new TaskDecodingException("Class " + name + " cannot be read: " + e.reason(), e);
    }
  }

  @Override
  public void reset() {
    if (!written.isEmpty()) { // clearing takes time proportional to the table's size, full or not
      written.clear();
    }
    read.clear();
  }
}
