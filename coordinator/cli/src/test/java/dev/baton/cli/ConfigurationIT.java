package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Options in the file and the environment of real processes. */
class ConfigurationIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Path config;

  @BeforeEach
  void makeFolder() throws IOException {
    config = Files.createDirectories(folder.resolve("config").resolve("baton"));
  }

  @Test
  void theCommandLineBeforeTheEnvironmentBeforeTheFile() throws IOException {
    Path report = folder.resolve("report.json");
    write("workers = 3", "run.sum.tasks = 7", "report = " + report, "progress = always");

    BatonProcess run =
        start(
            List.of("BATON_OPTION_RUN__SUM__TASKS=5", "BATON_OPTION_WORKERS=2"),
            "run",
            "--workers=1",
            "--progress=never",
            "sum",
            "--to=1000");
    run.endsWith(0);

    assertThat(run.out()).contains("499500");
    assertThat(run.err()).isEmpty();
    JsonNode said = new ObjectMapper().readTree(report.toFile());
    assertThat(said.at("/tasks").asInt()).isEqualTo(5);
    assertThat(said.at("/workers").asInt()).isEqualTo(1);
  }

  @Test
  void aMisspelledKeyIsAnErrorBeforeAnythingRuns() throws IOException {
    write("# of this machine", "wokers = 3");

    BatonProcess run = start(List.of(), "run", "sum", "--to=1000").endsWith(2);

    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "baton: %s, line 2: there is no option 'wokers'. Did you mean workers?%n"
                .formatted(config.resolve("baton.properties")));
    sandbox.assertNothingLeft();
  }

  @Test
  void aResumedJobHasWhatWasConfiguredWhenItWasStarted() throws IOException {
    int tasks = 6;
    GatedJob job = new GatedJob(folder);
    List<String> arguments = job.arguments(tasks, 2);
    write(
        "jar = " + arguments.getFirst().substring("--jar=".length()),
        "run.gated.below = " + tasks,
        "run.gated.free = 2");
    BatonProcess run =
        start(
            List.of(
                "BATON_OPTION_RUN__GATED__PLACE="
                    + arguments.getLast().substring("--place=".length())),
            "run",
            "--workers=2",
            "gated");
    JobDirectories jobs = new JobDirectories(folder.resolve("state").resolve("baton"));
    await()
        .atMost(PATIENCE)
        .until(() -> jobs.read().stream().mapToLong(JobView::done).sum() == 2 || !run.isAlive());
    run.signal("KILL");
    assertThat(run.awaitEnd()).as(run::err).isEqualTo(137);
    await().atMost(PATIENCE).until(() -> sandbox.processes().isEmpty());
    job.open();
    write("run.gated.below = 1", "progress = always");

    BatonProcess resumed = start(List.of(), "resume", jobs.read().getFirst().jobId()).endsWith(0);

    assertThat(resumed.out()).isEqualTo(GatedJob.output(tasks));
    sandbox.assertNothingLeft();
  }

  private void write(String... lines) throws IOException {
    Files.write(config.resolve("baton.properties"), List.of(lines));
  }

  private BatonProcess start(List<String> variables, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(variables);
    all.add("XDG_CONFIG_HOME=" + config.getParent());
    return sandbox.startWith(all, arguments);
  }
}
