package dev.baton.worker;

import static dev.baton.worker.Records.COORDINATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.role.Clock;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.TaskBatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final long OTHER = 78;
  private final Backlog backlog = new Backlog();

  @Test
  void tasksStartInTheOrderInWhichTheyCame() throws Exception {
    backlog.add(Records.tasks(COORDINATOR, 2));

    assertThat(take()).isEqualTo(1);
    assertThat(backlog.isEmpty()).isFalse();
    assertThat(take()).isEqualTo(2);
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void tasksThatWereTriedBeforeStartFirst() {
    backlog.add(List.of(received(1, 1), received(2, 1)));
    backlog.add(List.of(received(3, 1), received(4, 2), received(5, 3)));
    backlog.add(List.of(received(6, 2)));

    assertThat(IntStream.range(0, 6).mapToObj(_ -> take()))
        .as("in the order in which they came")
        .containsExactly(4L, 5L, 6L, 1L, 2L, 3L);
  }

  @Test
  void cancellingRemovesTheNamedAttemptsOfTheirCoordinatorOnly() {
    backlog.add(Records.tasks(COORDINATOR, 3));
    backlog.add(Records.tasks(OTHER, 3));

    List<ReceivedTask> removed = backlog.cancel(COORDINATOR, Attempts.of(new AttemptId(2, 1)));
    assertThat(backlog.cancel(COORDINATOR, Attempts.of(new AttemptId(3, 7)))).isEmpty();

    assertThat(removed).singleElement().matches(task -> task.belongsTo(COORDINATOR));
    assertThat(removed.getFirst().attempt()).isEqualTo(new AttemptId(2, 1));
    assertThat(backlog.close()).hasSize(5);
  }

  @Test
  void recallingRemovesTheLastOnesFirst() {
    backlog.add(Records.tasks(COORDINATOR, 4));
    backlog.add(Records.tasks(OTHER, 1));

    assertThat(backlog.recall(COORDINATOR, 2))
        .extracting(task -> task.attempt().taskId())
        .containsExactly(4L, 3L);
    assertThat(backlog.recall(COORDINATOR, 100)).hasSize(2);
  }

  @Test
  void aClosedBacklogReturnsWhatWaitsAndWhatComesAndEndsItsTaker() throws Exception {
    CompletableFuture<Boolean> ended =
        CompletableFuture.supplyAsync(
            () -> {
              Thread.currentThread().interrupt(); // by whom a task left behind; it changes nothing
              return backlog.take(Function.identity()) == null;
            });

    assertThat(backlog.close()).isEmpty();

    assertThat(ended.get(1, TimeUnit.MINUTES)).isTrue();
    List<ReceivedTask> late = Records.tasks(COORDINATOR, 2);
    assertThat(backlog.add(late)).isEqualTo(late);
  }

  private static ReceivedTask received(long id, int attempt) {
    TaskBatch batch = Records.batch(COORDINATOR, 1);
    TaskBatch.Entry any = batch.tasks().getFirst();
    return new ReceivedTask(
        new ReceivedBatch(batch, Records.program(), Clock.SYSTEM),
        new TaskBatch.Entry(
            new AttemptId(id, attempt),
            any.timeoutMs(),
            any.function(),
            any.resultHandoff(),
            any.payload()));
  }

  private long take() {
    ReceivedTask task = backlog.take(Function.identity());
    return task == null ? -1 : task.attempt().taskId();
  }
}
