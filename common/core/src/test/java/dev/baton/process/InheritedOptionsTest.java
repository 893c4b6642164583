package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InheritedOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Duser.timezone=Asia/Tokyo",
        "-Duser.language=de",
        "-Dfile.encoding=ISO-8859-1",
        "-Dmine",
        "-Dmine=a\nb",
        "-Djava.library.path=/opt/native",
        "-ea",
        "-ea:com.example...",
        "-da",
        "-esa",
        "-enablesystemassertions",
        "-Xss16m",
        "--enable-preview",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "--illegal-native-access=deny",
        "--sun-misc-unsafe-memory-access=deny"
      })
  void whatATaskCanTellIsInherited(String option) {
    assertThat(InheritedOptions.among(List.of(option), Map.of())).containsExactly(option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx4g",
        "-XX:+UseZGC",
        "-XX:ActiveProcessorCount=2",
        "-javaagent:/opt/agent.jar",
        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
        "-Dcom.sun.management.jmxremote.port=9010",
        "-Djava.rmi.server.hostname=localhost",
        "-Djdk.module.main=app",
        "-Dbaton.start.cache=off",
        "-Xlog:gc",
        "--module-path=/opt/app",
        "--add-modules=app,org.slf4j",
        "--add-opens=app/app.internal=ALL-UNNAMED",
        "-XX:AOTCache=app.aot",
        "-Xshare:off"
      })
  void whatIsOfOneProcessOrItsSizeIsNot(String option) {
    assertThat(InheritedOptions.among(List.of(option), Map.of())).isEmpty();
  }

  /** Workers have the program's modules on their class path. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--enable-native-access=app,jdk.net | --enable-native-access=ALL-UNNAMED,jdk.net",
        "--add-opens=java.base/java.util=app,ALL-UNNAMED |"
            + " --add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util=app,other | --add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-exports=java.base/sun.net=java.sql,app |"
            + " --add-exports=java.base/sun.net=java.sql,ALL-UNNAMED",
        "--add-modules=app,jdk.incubator.vector | --add-modules=jdk.incubator.vector",
        "--add-modules=ALL-MODULE-PATH | --add-modules=ALL-MODULE-PATH"
      })
  void modulesOfTheProgramAreTheUnnamedOneInAWorker(String given, String inherited) {
    assertThat(InheritedOptions.among(List.of(given), Map.of())).containsExactly(inherited);
  }

  @Test
  void whatTheEnvironmentGivesReachesWorkersAnyway() {
    List<String> options = List.of("-Dhere=1", "-Dby.environment=a b", "-Dlater=2", "-Dhere=12");
    Map<String, String> environment =
        Map.of("JAVA_TOOL_OPTIONS", "'-Dby.environment=a b'", "_JAVA_OPTIONS", "-Xmx1g -Dlater=2");

    assertThat(InheritedOptions.among(options, environment))
        .containsExactly("-Dhere=1", "-Dhere=12");
  }

  @Test
  void whatEachWorkerHasAnywayIsNotSaidTwice() {
    assertThat(InheritedOptions.among(JvmFlags.worker(0), Map.of())).isEmpty();
    assertThat(InheritedOptions.among(JvmFlags.quiet(), Map.of())).isEmpty();
  }
}
