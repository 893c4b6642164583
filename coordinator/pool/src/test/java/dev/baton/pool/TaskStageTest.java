package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.baton.Task;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task as a stage, and a stage that ends before its task. */
@Timeout(60)
class TaskStageTest {

  private static InMemoryPool memory;
  private static ProcessPool pool;

  @BeforeAll
  static void startPool() {
    memory = new InMemoryPool();
    pool = memory.pool();
  }

  @AfterAll
  static void closePool() {
    memory.close();
  }

  @AfterEach
  void allTasksHaveEnded() {
    memory.release();
    await().until(() -> pool.progress().running() + pool.progress().pending() == 0);
  }

  @Test
  void aStageHasTheResultOfItsTask() throws Exception {
    CompletableFuture<Integer> sum = number(20).thenCombine(number(22), Integer::sum);

    assertThat(sum.get()).isEqualTo(42);
  }

  @Test
  void aStageFailsWithTheExceptionOfItsTask() {
    CompletableFuture<Integer> failed =
        pool.submit(
                (Task<Integer>)
                    () -> {
                      throw new IOException("no answer");
                    })
            .toCompletableFuture();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(failed::get)
        .withCauseInstanceOf(IOException.class)
        .withMessageContaining("no answer");
    assertThat(failed.exceptionNow()).isInstanceOf(IOException.class);
  }

  @Test
  void whatDependsOnAStageDoesNotRunOnAThreadOfThePool() {
    memory.hold();
    CompletableFuture<String> thread = number(1).thenApply(_ -> Thread.currentThread().getName());
    await().until(() -> memory.heldTasks() == 1);

    memory.release();

    assertThat(thread.join()).doesNotStartWith("baton");
  }

  @Test
  void aCancelledTaskCancelsItsStage() {
    memory.hold();
    TaskFuture<Integer> task = pool.submit((Task<Integer>) () -> 1);
    CompletableFuture<Integer> stage = task.toCompletableFuture();
    await().until(() -> memory.heldTasks() == 1);

    var _ = task.cancel(true);

    await().until(stage::isCancelled);
  }

  @Test
  void aCancelledStageCancelsItsTask() {
    memory.hold();
    TaskFuture<Integer> task = pool.submit((Task<Integer>) () -> 1);
    CompletableFuture<Integer> stage = task.toCompletableFuture();
    await().until(() -> memory.heldTasks() == 1);

    assertThat(stage.cancel(false)).isTrue();

    assertThat(task.isCancelled()).isTrue();
    await().until(() -> !memory.cancels().isEmpty());
  }

  @Test
  void aStageWhoseTimeIsUpCancelsItsTask() {
    memory.hold();
    TaskFuture<Integer> task = pool.submit((Task<Integer>) () -> 1);

    CompletableFuture<Integer> stage =
        task.toCompletableFuture().orTimeout(1, TimeUnit.MILLISECONDS);

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(stage::join)
        .withCauseInstanceOf(TimeoutException.class);
    await().until(task::isCancelled);
  }

  @Test
  void aStageOfATaskThatHasEndedEndsAtOnce() throws Exception {
    TaskFuture<Integer> task = pool.submit((Task<Integer>) () -> 3);
    assertThat(task.get()).isEqualTo(3);

    assertThat(task.toCompletableFuture().get()).isEqualTo(3);
  }

  private static CompletableFuture<Integer> number(int value) {
    return pool.submit((Task<Integer>) () -> value).toCompletableFuture();
  }
}
