package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Encoded;
import dev.baton.codec.JavaForm;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** One Kryo instance with its buffers. For one thread at a time. */
final class KryoSession {

  static final int VERSION = 1;

  /** Kryo keeps a few bytes after each failure, for ever. */
  private static final int MOST_FAILURES = 100;

  private final Kryo kryo;
  private final RecordOutput output = new RecordOutput();
  private final RecordInput input;
  private int failures;

  KryoSession(AllowList allowed, ClassLoader loader, ReferenceForms references, int windowBytes) {
    input = new RecordInput(windowBytes);
    ClassNames classes = new ClassNames(allowed, loader);
    kryo = new Kryo(classes, new GraphReferences(references));
    kryo.setRegistrationRequired(false);
    kryo.setOptimizedGenerics(false);
    kryo.setClassLoader(loader);
    JavaFormSerializer javaForm = new JavaFormSerializer(new JavaForm(allowed, loader), references);
    classes.use(new SerializerChoice(kryo, allowed, loader, javaForm, references), references);
  }

  /** Reports a failure; whether that was one too many. */
  boolean isWornOut() {
    failures++;
    return failures > MOST_FAILURES;
  }

  Encoded encode(@Nullable Object value) {
    Class<?> type = value == null ? null : value.getClass();
    try {
      output.begin();
      kryo.writeClassAndObject(output, value);
      return output.toEncoded(size -> EncodingProblem.tooLarge(type, size));
    } finally {
      output.forget();
    }
  }

  @Nullable Object decode(byte[] bytes) {
    try {
      input.begin(bytes);
      return readGraph();
    } finally {
      input.forget();
    }
  }

  @Nullable Object decode(MemorySegment bytes) {
    try {
      input.begin(bytes);
      return readGraph();
    } finally {
      input.forget();
    }
  }

  private @Nullable Object readGraph() {
    Object value = kryo.readClassAndObject(input);
    if (!input.isExhausted()) {
      throw new TaskDecodingException("A record is damaged: it goes on behind its end");
    }
    return value;
  }
}
