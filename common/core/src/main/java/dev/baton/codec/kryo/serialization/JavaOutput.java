package dev.baton.codec.kryo.serialization;

import com.esotericsoftware.kryo.Kryo;
import dev.baton.codec.kryo.graph.GraphReferences;
import dev.baton.codec.kryo.graph.RecordOutput;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.type.JavaLevel;
import dev.baton.codec.kryo.type.JavaType;
import java.io.IOException;
import java.io.NotActiveException;
import org.jspecify.annotations.Nullable;

/**
 * The stream for classes that write themselves: their output goes into the record that contains
 * their object. Other objects are written as everywhere in the record, so that an object that is
 * also referred to from elsewhere stays one object.
 *
 * <p>For one thread at a time.
 */
final class JavaOutput extends DataObjectOutput {

  private static final int KEPT_OPEN = -1;

  private final Kryo kryo;
  private final RecordOutput output;
  private final Substitutions substitutions;
  private final GraphReferences references;

  private @Nullable JavaLevel level;
  private @Nullable Object object;
  private @Nullable FieldValues fields;
  private boolean tagged;
  private int blockAt;
  private int blockEnd;

  JavaOutput(
      Kryo kryo, RecordOutput output, Substitutions substitutions, GraphReferences references)
      throws IOException {
    this.kryo = kryo;
    this.output = output;
    this.substitutions = substitutions;
    this.references = references;
  }

  /** Writes everything that an object's classes want written. */
  void write(JavaType type, Object written) throws IOException {
    JavaLevel levelBefore = level;
    Object objectBefore = object;
    FieldValues fieldsBefore = fields;
    boolean taggedBefore = tagged;
    int openBefore = type.looksAtItsParts() ? references.close() : KEPT_OPEN;
    try {
      object = written;
      blockEnd = 0;
      if (type.isExternalizable()) {
        level = null;
        tagged = true;
        ((java.io.Externalizable) written).writeExternal(this);
        output.writeByte(JavaTags.END);
      }
      for (JavaLevel each : type.levels()) {
        level = each;
        fields = null;
        tagged = each.writesItself();
        each.write(written, this);
        if (tagged) {
          output.writeByte(JavaTags.END);
        }
      }
    } finally {
      level = levelBefore;
      object = objectBefore;
      fields = fieldsBefore;
      tagged = taggedBefore;
      blockEnd = 0;
      if (openBefore != KEPT_OPEN) {
        references.reopen(openBefore);
      }
    }
  }

  @Override
  protected void writeObjectOverride(@Nullable Object written) throws IOException {
    requireTagged();
    output.writeByte(JavaTags.OBJECT);
    kryo.writeClassAndObject(output, written);
  }

  @Override
  public void writeUnshared(@Nullable Object written) throws IOException {
    requireTagged();
    output.writeByte(JavaTags.OBJECT);
    references.unshared(true);
    kryo.writeClassAndObject(output, written);
    references.unshared(false);
  }

  @Override
  public void defaultWriteObject() throws IOException {
    if (level == null || object == null) {
      throw new NotActiveException("only a writeObject method may call this");
    }
    level.writeFields(object, this);
  }

  @Override
  public PutField putFields() throws IOException {
    if (level == null) {
      throw new NotActiveException("only a writeObject method may call this");
    }
    if (fields == null) {
      fields = FieldValues.unset(level);
    }
    return fields.toPut(this);
  }

  @Override
  public void writeFields() throws IOException {
    FieldValues values = fields;
    if (values == null) {
      throw new NotActiveException("there are no fields to write: call putFields first");
    }
    if (tagged) {
      output.writeByte(JavaTags.FIELDS);
    }
    values.write(kryo, output, substitutions);
  }

  @Override
  public void useProtocolVersion(int version) {
    // There is only one format.
  }

  @Override
  public void reset() throws IOException {
    throw new IOException("the stream cannot be reset in the middle of an object");
  }

  @Override
  public void flush() {
    // The record is sent as a whole.
  }

  @Override
  protected void drain() {
    // The record is sent as a whole.
  }

  @Override
  public void close() {
    // The class must not close it.
  }

  private void requireTagged() throws IOException {
    if (!tagged) {
      throw new NotActiveException("only a writeObject method may write to this stream");
    }
  }

  /** Writes bytes as a block; bytes that follow directly go into the same block. */
  @Override
  void nextBytes(byte[] bytes, int from, int count) throws IOException {
    requireTagged();
    if (count == 0) {
      return;
    }
    if (count > JavaTags.LONGEST_BLOCK) {
      output.writeByte(JavaTags.LONG_BLOCK);
      output.writeVarInt(count, true);
      output.writeBytes(bytes, from, count);
      return;
    }
    int inBlock = blockEnd == output.position() ? blockEnd - blockAt - 1 : 0;
    if (inBlock == 0 || inBlock + count > JavaTags.LONGEST_BLOCK) {
      inBlock = 0;
      blockAt = output.position();
      output.writeByte(0);
    }
    output.writeBytes(bytes, from, count);
    output.getBuffer()[blockAt] = (byte) (JavaTags.BLOCK + inBlock + count);
    blockEnd = output.position();
  }
}
