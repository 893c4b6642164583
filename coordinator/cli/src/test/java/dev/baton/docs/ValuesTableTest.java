package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskEncodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/values.md} says of each kind of object is true. */
class ValuesTableTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "values.md");
  private static final Pattern LINE = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\|.*");

  private static final Map<String, Object> SAMPLES = ValueSamples.all();

  private final Codec codec =
      new KryoCodec(AllowList.standard(), ValuesTableTest.class.getClassLoader());

  record Row(String what, String outcome) {}

  static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .map(line -> new Row(line.group(1), line.group(2).strip()))
          .toList();
    }
  }

  @Test
  void allSamplesAreInTheTable() throws IOException {
    assertThat(rows()).extracting(Row::what).containsExactlyInAnyOrderElementsOf(SAMPLES.keySet());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void tableIsTrue(Row row) {
    Object sample = SAMPLES.get(row.what());
    switch (row.outcome()) {
      case "refused" ->
          assertThatExceptionOfType(TaskEncodingException.class)
              .isThrownBy(() -> codec.encodeToBytes(sample))
              .withMessageContaining("cannot be serialised: ");
      case "the same object" -> assertThat(roundTrip(sample)).isSameAs(sample);
      case "itself" -> assertThat(roundTrip(sample)).satisfies(equalTo(sample));
      default -> {
        assertThat("`" + roundTrip(sample).getClass().getName() + "`").isEqualTo(row.outcome());
        assertThat(roundTrip(sample)).hasToString(sample.toString());
      }
    }
  }

  /**
   * Of the same class (lambdas have none that others could be of), and equal by what it shows where
   * the class says that; else its state is for other tests to compare.
   */
  private static ThrowingConsumer<Object> equalTo(Object sample) {
    return copy -> {
      if (!sample.getClass().isHidden()) {
        assertThat(copy).hasSameClassAs(sample);
      }
      if (!sample.toString().contains("@")) {
        assertThat(copy).hasToString(sample.toString());
      }
    };
  }

  private Object roundTrip(Object value) {
    Object copy = codec.decode(codec.encodeToBytes(value));
    assertThat(copy).isNotNull();
    return copy;
  }
}
