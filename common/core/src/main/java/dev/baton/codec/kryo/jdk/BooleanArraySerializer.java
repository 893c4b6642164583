package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.graph.RecordOutput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes booleans as bytes after the graph. */
final class BooleanArraySerializer extends Serializer<boolean[]> {

  @Override
  public void write(Kryo kryo, Output output, boolean[] array) {
    byte[] bytes = new byte[array.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (array[i] ? 1 : 0);
    }
    output.writeVarInt(bytes.length, true);
    ((RecordOutput) output).append(MemorySegment.ofArray(bytes));
  }

  @Override
  public boolean[] read(Kryo kryo, Input input, Class<? extends boolean[]> type) {
    int length = input.readVarInt(true);
    MemorySegment bytes = ((RecordInput) input).nextArray(length);
    boolean[] array = new boolean[length];
    for (int i = 0; i < length; i++) {
      array[i] = bytes.get(ValueLayout.JAVA_BYTE, i) != 0;
    }
    return array;
  }
}
