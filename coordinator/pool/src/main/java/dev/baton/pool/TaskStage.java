package dev.baton.pool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes a {@link CompletableFuture} of a task, in both directions. Stateless. */
final class TaskStage {

  private TaskStage() {}

  static <T extends @Nullable Object> CompletableFuture<T> of(TaskFuture<T> task) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    // Of a large result, decoding takes longer than the pool's thread for callbacks has.
    task.whenDone(_ -> stage.defaultExecutor().execute(() -> end(stage, task)));
    var _ =
        stage.whenComplete(
            (_, _) -> {
              var _ = task.cancel(true); // without effect on one that has ended
            });
    return stage;
  }

  private static <T extends @Nullable Object> void end(
      CompletableFuture<T> stage, TaskFuture<T> task) {
    try {
      var _ = stage.complete(task.get());
    } catch (CancellationException e) {
      var _ = stage.cancel(false);
    } catch (ExecutionException e) {
      var _ = stage.completeExceptionally(e.getCause());
    } catch (Throwable e) { // whoever waits for the stage must not wait for ever
      var _ = stage.completeExceptionally(e);
    }
  }
}
