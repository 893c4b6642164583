package dev.baton.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.baton.process.ClassPathParts;
import dev.baton.standby.WorkerJvm.Jar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerJvmTest {

  private static final Jar KRYO = new Jar(Path.of("/lib/kryo-5.6.2.jar"), 400, 1);
  private static final Jar BATON = new Jar(Path.of("/lib/baton-core-1.0.jar"), 900, 2);
  private static final Map<String, String> SURROUNDINGS = Map.of("LANG", "C.UTF-8", "TZ", "UTC");

  private static WorkerJvm jvm(
      String jdk, List<String> options, double share, Map<String, String> around, Jar... jars) {
    return new WorkerJvm(jdk, options, share, around, List.of(jars));
  }

  private static final WorkerJvm OFFERED =
      jvm("jdk 25", List.of("-Xss4m"), 25, SURROUNDINGS, KRYO, BATON);

  @Test
  void theSameJvmFits() {
    assertThat(OFFERED.whyNot(OFFERED)).isNull();
  }

  @Test
  void anotherJdkOptionOrVariableDoesNotFitAndIsNamed() {
    assertThat(OFFERED.whyNot(jvm("jdk 26", List.of("-Xss4m"), 25, SURROUNDINGS, KRYO, BATON)))
        .contains("jdk 25", "jdk 26");
    assertThat(OFFERED.whyNot(jvm("jdk 25", List.of("-Xss8m"), 25, SURROUNDINGS, KRYO, BATON)))
        .contains("-Xss4m", "-Xss8m");
    assertThat(OFFERED.whyNot(jvm("jdk 25", List.of(), 25, SURROUNDINGS, KRYO, BATON)))
        .contains("-Xss4m");
    assertThat(
            OFFERED.whyNot(
                jvm("jdk 25", List.of("-Xss4m"), 25, Map.of("LANG", "C.UTF-8"), KRYO, BATON)))
        .contains("TZ", "UTC");
  }

  @Test
  void aHeapThatIsSmallerThanThePoolsOwnDoesNotFit() {
    List<String> options = List.of("-Xss4m");

    assertThat(OFFERED.whyNot(jvm("jdk 25", options, 50, SURROUNDINGS, KRYO, BATON)))
        .contains("25.0 %", "50.0 %");
    assertThat(OFFERED.whyNot(jvm("jdk 25", options, 12.5, SURROUNDINGS, KRYO, BATON))).isNull();
  }

  @Test
  void aCopyOfTheLibrariesElsewhereFitsAndAnotherVersionDoesNot() {
    Jar copy = new Jar(Path.of("/home/.m2/kryo-5.6.2.jar"), 400, 77);
    Jar larger = new Jar(Path.of("/home/.m2/kryo-5.6.2.jar"), 401, 1);
    Jar newer = new Jar(Path.of("/lib/kryo-5.7.0.jar"), 400, 1);
    Jar writtenAnew = new Jar(Path.of("/lib/kryo-5.6.2.jar"), 400, 99);

    assertThat(whyNotWith(BATON, copy)).isNull();
    assertThat(whyNotWith(BATON, larger)).contains("kryo-5.6.2.jar");
    assertThat(whyNotWith(BATON, newer)).contains("kryo-5.7.0.jar");
    assertThat(whyNotWith(BATON, writtenAnew)).contains("kryo-5.6.2.jar");
    assertThat(whyNotWith(BATON)).contains("kryo-5.6.2.jar", "no such library");
  }

  private static String whyNotWith(Jar... jars) {
    return OFFERED.whyNot(jvm("jdk 25", List.of("-Xss4m"), 25, SURROUNDINGS, jars));
  }

  @Test
  void whatTheProgramHasBesideIsAddedInItsOrder() {
    Path broker = Path.of("/lib/kafka_2.13-4.3.1.jar");
    List<Path> others = List.of(Path.of("/app/classes"), Path.of("/app/kryo-tools-1.0.jar"));

    assertThat(
            OFFERED.missing(new ClassPathParts(List.of(BATON.path(), broker, KRYO.path()), others)))
        .containsExactly(broker, others.get(0), others.get(1));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Map<String, String> written = Fields.of(Fields.toBytes(OFFERED.toFields()));

    assertThat(WorkerJvm.of(written)).isEqualTo(OFFERED);
  }

  @Test
  void whatAnotherBatonHasWrittenIsRefused() {
    assertThatIOException().isThrownBy(() -> WorkerJvm.of(Map.of("format", "9")));
    assertThatIOException()
        .isThrownBy(() -> WorkerJvm.of(Map.of("heapShare", "1", "jar.0", "/a.jar")));
  }

  @Test
  void variablesThatTheJvmReadsAreSurroundingsAndOthersAreNot() {
    assertThat(
            WorkerJvm.surroundings(
                Map.of("JAVA_TOOL_OPTIONS", "-Xint", "LC_ALL", "C", "PATH", "/bin")))
        .containsEntry("JAVA_TOOL_OPTIONS", "-Xint")
        .containsEntry("LC_ALL", "C")
        .doesNotContainKey("PATH");
  }
}
