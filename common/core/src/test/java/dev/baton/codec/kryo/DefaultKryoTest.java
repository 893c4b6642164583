package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DefaultKryoTest {

  private final DefaultKryo kryo =
      new DefaultKryo(AllowList.standard(), DefaultKryoTest.class.getClassLoader());

  record Point(int x, String name) {}

  @Test
  void objectsOfUnregisteredClassesComeBack() {
    Map<String, List<Point>> value = new TreeMap<>(Map.of("a", List.of(new Point(1, "one"))));

    assertThat(kryo.read(kryo.write(value))).isEqualTo(value);
  }

  @Test
  void classesThatAreNotAllowedAreRefused() {
    Kryo other = new Kryo();
    other.setRegistrationRequired(false);
    Output output = new Output(64, -1);
    other.writeClassAndObject(output, new ProcessBuilder("true"));

    assertThatThrownBy(() -> kryo.read(output.toBytes()))
        .hasStackTraceContaining("java.lang.ProcessBuilder")
        .isInstanceOf(TaskDecodingException.class);
  }
}
