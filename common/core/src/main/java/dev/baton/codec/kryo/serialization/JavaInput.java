package dev.baton.codec.kryo.serialization;

import com.esotericsoftware.kryo.Kryo;
import dev.baton.TaskDecodingException;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.type.JavaLevel;
import dev.baton.codec.kryo.type.JavaType;
import java.io.Externalizable;
import java.io.IOException;
import java.io.NotActiveException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputValidation;
import java.io.OptionalDataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/**
 * The stream for classes that read themselves; the counterpart of {@link JavaOutput}.
 *
 * <p>For one thread at a time.
 */
final class JavaInput extends DataObjectInput {

  private static final int NOT_READ = -1;
  private static final Class<?> COPIES = Collections.nCopies(1, 1).getClass();

  private final Kryo kryo;
  private final RecordInput input;
  private final List<Validation> validations = new ArrayList<>();

  private @Nullable JavaLevel level;
  private @Nullable Object object;
  private boolean tagged;
  private boolean fieldsRead;

  /** How many objects the level has asked for. */
  private int objectsRead;

  /** The next tag, if it was already read. */
  private int tag = NOT_READ;

  /** How many bytes of a block are left. */
  private int left;

  private record Validation(ObjectInputValidation action, int priority) {}

  JavaInput(Kryo kryo, RecordInput input) throws IOException {
    this.kryo = kryo;
    this.input = input;
    // Classes of the JDK ask the filter before they allocate by a number that they have read.
    setObjectInputFilter(
        info -> {
          if (info.arrayLength() > 0 && !isOneObjectManyTimes()) {
            input.claim(info.arrayLength());
          }
          return ObjectInputFilter.Status.UNDECIDED;
        });
  }

  /** {@code Collections.nCopies} asks as if it had to allocate what it only shows. */
  private boolean isOneObjectManyTimes() {
    return level != null && level.type() == COPIES;
  }

  /** Fills in an object, as its classes want it. */
  void read(JavaType type, Object filled) throws IOException, ClassNotFoundException {
    JavaLevel levelBefore = level;
    Object objectBefore = object;
    boolean taggedBefore = tagged;
    boolean fieldsReadBefore = fieldsRead;
    int objectsReadBefore = objectsRead;
    try {
      object = filled;
      if (type.isExternalizable()) {
        level = null;
        tagged = true;
        ((Externalizable) filled).readExternal(this);
        skipToEnd();
      }
      for (JavaLevel each : type.levels()) {
        level = each;
        tagged = each.writesItself();
        fieldsRead = false;
        objectsRead = 0;
        each.read(filled, this);
        if (tagged) {
          skipToEnd();
        } else if (!fieldsRead) {
          var _ = FieldValues.read(kryo, input, each);
        }
      }
    } finally {
      level = levelBefore;
      object = objectBefore;
      tagged = taggedBefore;
      fieldsRead = fieldsReadBefore;
      objectsRead = objectsReadBefore;
      tag = NOT_READ;
      left = 0;
    }
  }

  /**
   * Runs the validations that classes have registered for the time when the whole graph has been
   * read.
   */
  void validate() throws IOException {
    validations.sort(Comparator.comparingInt(Validation::priority).reversed());
    for (Validation each : validations) {
      each.action().validateObject();
    }
  }

  /** Forgets the state of a record. */
  void forget() {
    validations.clear();
    level = null;
    object = null;
    tag = NOT_READ;
    left = 0;
  }

  @Override
  protected @Nullable Object readObjectOverride() throws IOException {
    if (inBlock()) {
      OptionalDataException bytesComeFirst = optionalData(false);
      bytesComeFirst.length = left;
      throw bytesComeFirst;
    }
    if (nextTag() == JavaTags.END) {
      throw optionalData(true);
    }
    tag = NOT_READ;
    Object read = kryo.readClassAndObject(input);
    if (level != null && level.hashes(objectsRead)) {
      input.hash(read);
    }
    objectsRead++;
    return read;
  }

  private static OptionalDataException optionalData(boolean end) {
    return ReflectionFactory.getReflectionFactory().newOptionalDataExceptionForSerialization(end);
  }

  @Override
  public @Nullable Object readUnshared() throws IOException {
    return readObjectOverride();
  }

  @Override
  public void defaultReadObject() throws IOException, ClassNotFoundException {
    if (level == null || object == null) {
      throw new NotActiveException("only a readObject method may call this");
    }
    level.readFields(object, this);
  }

  @Override
  public GetField readFields() throws IOException {
    JavaLevel reading = level;
    if (reading == null) {
      throw new NotActiveException("only a readObject method may call this");
    }
    if (tagged) {
      if (left > 0 || nextTag() != JavaTags.FIELDS) {
        return FieldValues.unset(reading).toGet();
      }
      tag = NOT_READ;
    } else if (fieldsRead) {
      throw new NotActiveException("the fields have been read already");
    }
    fieldsRead = true;
    return FieldValues.read(kryo, input, reading).toGet();
  }

  @Override
  public void registerValidation(ObjectInputValidation action, int priority) {
    validations.add(new Validation(action, priority));
  }

  private int nextTag() {
    if (!tagged) {
      return JavaTags.END;
    }
    if (tag == NOT_READ) {
      tag = input.readByte() & 0xff;
    }
    return tag;
  }

  /** Whether bytes can be read here; then {@link #left} says how many. */
  private boolean inBlock() {
    while (left == 0) {
      skipFields();
      int next = nextTag();
      if (next < JavaTags.LONG_BLOCK) {
        return false;
      }
      tag = NOT_READ;
      left = next == JavaTags.LONG_BLOCK ? input.readVarInt(true) : next - JavaTags.BLOCK;
      if (left < 0) {
        throw new TaskDecodingException("A record is damaged: a class claims " + left + " bytes");
      }
    }
    return true;
  }

  /** Skips the fields of a class that reads on without them. */
  private void skipFields() {
    while (nextTag() == JavaTags.FIELDS) {
      if (level == null) {
        throw new TaskDecodingException("A record is damaged: an object has fields of no class");
      }
      tag = NOT_READ;
      var _ = FieldValues.read(kryo, input, level);
    }
  }

  /** Reads what a class has written but does not read itself: it may be referred to later. */
  private void skipToEnd() {
    while (true) {
      if (inBlock()) {
        input.skip(left);
        left = 0;
      } else if (nextTag() == JavaTags.OBJECT) {
        tag = NOT_READ;
        var _ = kryo.readClassAndObject(input);
      } else {
        tag = NOT_READ;
        return;
      }
    }
  }

  @Override
  int nextByte() {
    if (!inBlock()) {
      return -1;
    }
    left--;
    return input.readByte() & 0xff;
  }

  @Override
  int nextBytes(byte[] bytes, int from, int count) {
    if (!inBlock()) {
      return -1;
    }
    int some = Math.min(count, left);
    input.readBytes(bytes, from, some);
    left -= some;
    return some;
  }

  @Override
  int bytesAtHand() {
    return inBlock() ? left : 0;
  }
}
