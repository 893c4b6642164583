package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.role.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentThreadTest {

  private static final long LIMIT_S = 30;

  private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
  private final AgentThread thread = new AgentThread(failed::complete);

  @AfterEach
  void end() {
    thread.stop();
  }

  @Test
  void anActionOrARoleThatFailsEndsNothing() throws Exception {
    CompletableFuture<Void> wasCalled = new CompletableFuture<>();
    CompletableFuture<Void> wasDone = new CompletableFuture<>();
    Role failing =
        _ -> {
          throw new IllegalStateException("a role");
        };
    Role other =
        _ -> {
          wasCalled.complete(null);
          return Role.NOTHING_DUE;
        };

    thread.start(List.of(failing, other));
    thread.execute(
        () -> {
          throw new IllegalStateException("an action");
        });
    thread.execute(() -> wasDone.complete(null));

    wasCalled.get(LIMIT_S, TimeUnit.SECONDS);
    wasDone.get(LIMIT_S, TimeUnit.SECONDS);
    assertThat(failed).isNotDone();
  }

  @Test
  void whatWasAskedForIsDoneInItsOrderBeforeTheEnd() {
    List<Integer> done = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> begin = new CompletableFuture<>();
    thread.execute(begin::join);
    thread.execute(() -> done.add(1));
    thread.execute(() -> done.add(2));
    thread.start(List.of());
    begin.complete(null);

    thread.stop();

    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void anErrorIsTold() throws Exception {
    thread.start(List.of());

    thread.execute(
        () -> {
          throw new StackOverflowError();
        });

    assertThat(failed.get(LIMIT_S, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
  }
}
