package dev.baton.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/status.md} describes what {@code --json} prints, all of it and nothing else. */
class StatusSchemaTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "status.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-zA-Z\\[\\].]+)` \\|.*");

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<String> lines = Files.lines(PAGE)) {
      lines.map(ROW::matcher).filter(Matcher::matches).forEach(row -> names.add(row.group(1)));
    }
    return names;
  }

  private static void collect(String prefix, Class<?> type, Set<String> names) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + component.getName();
      Type generic = component.getGenericType();
      boolean isList = generic instanceof ParameterizedType;
      Class<?> element =
          generic instanceof ParameterizedType list
              ? (Class<?>) list.getActualTypeArguments()[0]
              : component.getType();
      if (element.isRecord()) {
        collect(name + (isList ? "[]." : "."), element, names);
      } else {
        names.add(name + (isList ? "[]" : ""));
      }
    }
  }

  @Test
  void everyFieldIsDocumented() throws IOException {
    Set<String> names = new TreeSet<>();
    collect("", PoolStatus.class, names);

    assertThat(documented()).isEqualTo(names);
  }

  @Test
  void whatIsPrintedHasTheDocumentedNamesOnly() {
    Roll roll = new Roll(Beats.QUESTION);
    roll.hear(Beats.question(1));
    roll.hear(Beats.at(1, Beats.host(1, "one", Beats.worker(0, 1, 1, 0))));
    roll.hear(Beats.at(1, Beats.job(1, 2, 1)));

    JsonNode json = new ObjectMapper().valueToTree(ClusterStatus.of("baton", roll, 1));

    assertThat(json.at("/version").asInt()).isEqualTo(PoolStatus.VERSION);
    assertThat(json.at("/saturation").asDouble()).isEqualTo(3.0);
    assertThat(json.at("/hosts/0/state").asText()).isEqualTo("up");
    assertThat(json.at("/hosts/0/incarnation").asText()).isEqualTo("0000000000000001");
    assertThat(json.at("/hosts/0").properties().stream().map(field -> field.getKey()))
        .isSubsetOf(
            List.of(
                "pool",
                "name",
                "incarnation",
                "pid",
                "state",
                "silentMs",
                "slots",
                "running",
                "store",
                "copies",
                "holders",
                "workers",
                "problems"));
  }
}
