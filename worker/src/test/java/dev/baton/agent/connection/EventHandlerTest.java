package dev.baton.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.DrainHost;
import dev.baton.wire.Event;
import dev.baton.wire.HostDown;
import dev.baton.wire.JobBeat;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkersWanted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventHandlerTest {

  private static final long HOST = 7;

  private final List<Object> told = new ArrayList<>();
  private final EventHandler handler =
      new EventHandler(
          HOST, () -> told.add("question"), told::add, told::add, told::add, (_, _) -> {});

  @Test
  void onlyARequestForThisHostIsPassedOn() {
    DrainHost request = new DrainHost(HOST, 1_000, "me");

    handler.accept(new DrainHost(HOST + 1, 1_000, "me"), 0);
    handler.accept(request, 0);

    assertThat(told).containsExactly(request);
  }

  @Test
  void onlyWorkersThatAreWantedOfThisHostArePassedOn() {
    handler.accept(new WorkersWanted(1, HOST + 1, 5), 0);
    handler.accept(new WorkersWanted(1, HOST, 3), 0);

    assertThat(told).containsExactly(3);
  }

  @Test
  void questionsAndJobsArePassedOnAndTheRestIsNot() {
    Event job = new JobBeat(1, "job", 1, 0, 0, 0);

    handler.accept(new WhoIsThere(1), 0);
    handler.accept(new HostDown(HOST), 0);
    handler.accept(job, 0);

    assertThat(told).containsExactly("question", job);
  }
}
