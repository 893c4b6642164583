package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.EnumMap;

/**
 * Writes a map with constants as keys. Only Java's serialisation knows the enum of an empty one.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // which enum it is, is known at run time only
final class EnumMapSerializer extends Serializer<EnumMap> {

  private final JavaFormSerializer empty;

  EnumMapSerializer(JavaFormSerializer empty) {
    this.empty = empty;
  }

  @Override
  public void write(Kryo kryo, Output output, EnumMap map) {
    output.writeBoolean(map.isEmpty());
    if (map.isEmpty()) {
      empty.write(output, map);
      return;
    }
    Enum<?> any = (Enum<?>) map.keySet().iterator().next();
    kryo.writeClass(output, any.getDeclaringClass());
    MapSerializer.writeEntries(kryo, output, map);
  }

  @Override
  public EnumMap read(Kryo kryo, Input input, Class<? extends EnumMap> type) {
    if (input.readBoolean()) {
      return (EnumMap) empty.read(input, EnumMap.class);
    }
    EnumMap map = new EnumMap((Class) EnumSetSerializer.readEnumType(kryo, input));
    kryo.reference(map);
    RecordInput record = (RecordInput) input;
    MapSerializer.readEntries(kryo, record, record.readCount(), map);
    return map;
  }
}
