package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.ClassListener;
import dev.baton.codec.Encoded;
import dev.baton.codec.ItemsBuilder;
import dev.baton.codec.kryo.graph.ClassNames;
import dev.baton.codec.kryo.graph.GraphReferences;
import dev.baton.codec.kryo.graph.ReadNames;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.graph.RecordOutput;
import dev.baton.codec.kryo.graph.ReferenceForms;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.graph.WrittenNames;
import dev.baton.codec.kryo.problem.EncodingProblem;
import dev.baton.codec.kryo.serialization.JavaStreams;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Kryo instance with its buffers. For one thread at a time. */
final class KryoSession {

  /** Kryo keeps a few bytes after each failure, forever. */
  private static final int MOST_FAILURES = 100;

  private final Kryo kryo;
  private final RecordOutput output = new RecordOutput();
  private final RecordInput input;
  private final ClassNames classes;
  private final Substitutions substitutions;
  private final JavaStreams streams;
  private int failures;

  KryoSession(
      AllowList allowed,
      ClassLoader loader,
      ReferenceForms references,
      ClassListener listener,
      int windowBytes) {
    input = new RecordInput(windowBytes);
    classes = new ClassNames(allowed, loader, listener);
    GraphReferences seen = new GraphReferences(references);
    kryo = new Kryo(classes, seen);
    kryo.setRegistrationRequired(false);
    kryo.setOptimizedGenerics(false);
    kryo.setClassLoader(loader);
    substitutions = new Substitutions(classes);
    kryo.register(substitutions.registration());
    streams = new JavaStreams(kryo, output, input, substitutions, seen);
    classes.use(
        new SerializerChoice(kryo, allowed, loader, streams, substitutions, references),
        references);
  }

  /** Notes a failure; returns whether that was one too many. */
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
      substitutions.forget();
    }
  }

  private @Nullable Object decodeAlone(MemorySegment bytes) {
    ItemInMemory item = ItemInMemory.of(bytes);
    try {
      byte[] names = item.names();
      classes.shared(names == null ? null : new ReadNames(names));
      input.begin(item.record());
      return readGraph();
    } finally {
      classes.shared((ReadNames) null);
      input.forget();
      streams.forget();
    }
  }

  @Nullable Object decode(MemorySegment bytes) {
    if (ItemInMemory.isIn(bytes)) {
      return decodeAlone(bytes);
    }
    try {
      input.begin(bytes);
      return readGraph();
    } finally {
      input.forget();
      streams.forget();
    }
  }

  /** Writes an item, which stays until the next one; returns how many bytes it has. */
  long writeItem(@Nullable Object value, WrittenNames names) {
    output.forget();
    try {
      output.begin();
      classes.shared(names);
      kryo.writeClassAndObject(output, value);
      return output.endItem();
    } finally {
      classes.shared((WrittenNames) null);
      substitutions.forget();
    }
  }

  /** The objects to which the item refers. */
  List<Object> itemReferences() {
    return output.references();
  }

  void addItemTo(ItemsBuilder items, byte[] names) {
    output.addTo(items, names);
  }

  /** The item by itself, with the names of its classes. */
  Encoded itemAlone(byte[] names) {
    return output.toEncoded(names, size -> EncodingProblem.tooLarge(null, size));
  }

  void forgetItem() {
    output.forget();
  }

  @Nullable Object readItem(byte[] bytes, int from, int length, @Nullable ReadNames names) {
    try {
      classes.shared(names);
      input.begin(bytes, from, length);
      return readGraph();
    } finally {
      classes.shared((ReadNames) null);
      input.forget();
      streams.forget();
    }
  }

  private @Nullable Object readGraph() {
    Object value = kryo.readClassAndObject(input);
    if (!input.isExhausted()) {
      throw new TaskDecodingException("A record is damaged: it continues after its end");
    }
    try {
      streams.validate();
    } catch (IOException e) {
      throw new TaskDecodingException("An object does not accept what was read: " + e, e);
    }
    return value;
  }
}
