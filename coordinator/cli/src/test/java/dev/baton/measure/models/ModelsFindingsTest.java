package dev.baton.measure.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.measure.Case;
import dev.baton.measure.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsFindingsTest {

  @Test
  void theSentencesSayWhatTheFiguresSay() {
    List<String> sentences =
        new ModelsFindings(
                List.of(
                    of(ModelKind.SERIAL, LoadKind.CPU, 1, 1),
                    of(ModelKind.THREAD_POOL, LoadKind.CPU, 2, 1.96),
                    of(ModelKind.ASYNC, LoadKind.CPU, 2, 1.01),
                    of(ModelKind.POOL_KRYO, LoadKind.CPU, 2, 1.87)),
                2)
            .sentences();

    assertThat(sentences)
        .anyMatch(each -> each.contains("threads help CPU-bound work: a factor of 1.96"))
        .anyMatch(each -> each.contains("Processes help CPU-bound work: a factor of 1.87"))
        .anyMatch(each -> each.contains("One event loop does not help CPU-bound work"));
  }

  @Test
  void whatTheLogCostsIsToldWhereBothWereMeasured() {
    Case sockets =
        of(ModelKind.POOL_KRYO, LoadKind.CPU, 2, 1.96)
            .detail("peakMiB", 200)
            .detail("startMs", 500);
    Case kafka =
        of(ModelKind.POOL_KAFKA, LoadKind.CPU, 2, 1.87)
            .detail("peakMiB", 600)
            .detail("startMs", 2_500);

    assertThat(new ModelsFindings(List.of(sockets, kafka), 2).sentences())
        .contains(
            "What the log costs: over Kafka the pool has a factor of 1.87 with CPU-bound work, over"
                + " sockets 1.96 (2 workers); it takes 600 MiB instead of 200, and 2.50 s to start"
                + " instead of 0.500.");
    assertThat(new ModelsFindings(List.of(sockets), 2).sentences())
        .noneMatch(each -> each.contains("log"));
  }

  @Test
  void theContraryIsSaidWhereItWasMeasured() {
    assertThat(
            new ModelsFindings(
                    List.of(
                        of(ModelKind.THREAD, LoadKind.CPU, 2, 0.98),
                        of(ModelKind.THREAD, LoadKind.IO, 4, 3.9),
                        of(ModelKind.PROCESS, LoadKind.IO, 4, 0.4)),
                    1)
                .sentences())
        .anyMatch(each -> each.contains("threads do not help CPU-bound work"))
        .anyMatch(each -> each.contains("gains from most models"));
  }

  @Test
  void nothingIsSaidOfWhatWasNotMeasured() {
    Case failed =
        Case.of("models", "async", "ms", Spread.NONE)
            .with("workload", "cpu")
            .with("workers", 2)
            .failed(List.of("no"));

    assertThat(new ModelsFindings(List.of(failed), 2).sentences()).isEmpty();
    assertThat(ModelsSection.of(List.of(failed), 2).rows().getLast()).contains("not measured");
  }

  private static Case of(ModelKind kind, LoadKind workload, int workers, double speedup) {
    return Case.of("models", kind.label(), "ms", Spread.of(800 / speedup))
        .with("workload", workload.label())
        .with("workers", workers)
        .with("tasks", 8)
        .detail("speedup", speedup);
  }
}
