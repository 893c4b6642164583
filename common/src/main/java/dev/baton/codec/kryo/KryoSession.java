package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.JavaForm;
import org.jspecify.annotations.Nullable;

/** One Kryo instance with its buffers. For one thread at a time. */
final class KryoSession {

  static final int VERSION = 1;

  static {
    KryoWithoutUnsafe.load();
  }

  /** Kryo keeps a few bytes after each failure, for ever. */
  private static final int MOST_FAILURES = 100;

  private final Kryo kryo;
  private final RecordOutput output = new RecordOutput();
  private final RecordInput input = new RecordInput();
  private int failures;

  KryoSession(AllowList allowed, ClassLoader loader) {
    ClassNames classes = new ClassNames(allowed, loader);
    kryo = new Kryo(classes, new GraphReferences());
    kryo.setRegistrationRequired(false);
    kryo.setOptimizedGenerics(false);
    kryo.setClassLoader(loader);
    classes.use(new SerializerChoice(kryo, allowed, loader, new JavaForm(allowed, loader)));
  }

  /** Reports a failure; whether that was one too many. */
  boolean isWornOut() {
    failures++;
    return failures > MOST_FAILURES;
  }

  byte[] encode(@Nullable Object value) {
    output.begin();
    kryo.writeClassAndObject(output, value);
    return output.toRecord();
  }

  @Nullable Object decode(byte[] bytes) {
    input.begin(bytes);
    Object value = kryo.readClassAndObject(input);
    if (!input.isExhausted()) {
      throw new TaskDecodingException("A record is damaged: it goes on behind its end");
    }
    return value;
  }
}
