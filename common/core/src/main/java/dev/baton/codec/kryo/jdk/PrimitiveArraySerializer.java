package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.graph.RecordOutput;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Writes an array of primitives after the graph, in one copy, as it is in memory (little-endian on
 * every platform that Baton supports).
 *
 * @param <A> the type of the array
 */
final class PrimitiveArraySerializer<A> extends Serializer<A> {

  private final Function<A, MemorySegment> segment;
  private final IntFunction<A> make;
  private final int elementBytes;

  PrimitiveArraySerializer(
      Function<A, MemorySegment> segment, IntFunction<A> make, int elementBytes) {
    this.segment = segment;
    this.make = make;
    this.elementBytes = elementBytes;
  }

  @Override
  public void write(Kryo kryo, Output output, A array) {
    MemorySegment elements = segment.apply(array);
    output.writeVarInt((int) (elements.byteSize() / elementBytes), true);
    ((RecordOutput) output).append(elements);
  }

  @Override
  public A read(Kryo kryo, Input input, Class<? extends A> type) {
    int length = input.readVarInt(true);
    MemorySegment elements = ((RecordInput) input).nextArray((long) length * elementBytes);
    A array = make.apply(length);
    segment.apply(array).copyFrom(elements);
    return array;
  }
}
