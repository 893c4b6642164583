package dev.baton.cli.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.journal.JobView;
import dev.baton.wire.JobBeat;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a wish that a job end, by what its journal says before and after. */
class CancellationTest {

  private static final String JOB = "20261122-104512-7f3a";

  private final FakePlace place = new FakePlace();

  /** Shows one view of the job after the other; the last one stays. */
  private static final class FakePlace implements JobPlace {

    private final List<JobView> views = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private long nowNs;
    private int at;

    @Override
    public List<JobView> jobs() {
      return views.subList(at, at + 1);
    }

    @Override
    public void readOn(Duration limit) {
      nowNs += limit.toNanos();
      at = Math.min(at + 1, views.size() - 1);
    }

    @Override
    public void ask(String jobId, String requester) {
      asked.add(jobId + " by " + requester);
    }

    @Override
    public String where() {
      return "pool 'baton'";
    }

    @Override
    public void close() {}
  }

  private static JobView view(long tasks, JobEnded.@Nullable State end, boolean isAlive) {
    JobStarted started =
        new JobStarted(JOB, 1, "sum", List.of("sum"), "/", "1.0", 7, tasks, List.of(), false);
    JobBeat progress = new JobBeat(1, JOB, 0, 0, 3, 0);
    JobEnded ended = end == null ? null : new JobEnded(JOB, end, "", 9);
    return new JobView(started, progress, ended, 9, isAlive);
  }

  private static JobView running() {
    return view(10, null, true);
  }

  private String cancel(JobView... views) {
    place.views.addAll(List.of(views));
    return new Cancellation(place, () -> place.nowNs).cancel(JOB, "me@host");
  }

  private <E extends BatonException> String refusal(Class<E> type, JobView... views) {
    return assertThatExceptionOfType(type).isThrownBy(() -> cancel(views)).actual().getMessage();
  }

  @Test
  void aJobThatRunsIsAskedForOnceAndSaysHowFarItCame() {
    String said = cancel(running(), running(), view(10, JobEnded.State.INTERRUPTED, true));

    assertThat(said)
        .isEqualTo(
            JOB + " is cancelled: 3 of 10 tasks done. 'baton resume " + JOB + "' goes on with it.");
    assertThat(place.asked).containsExactly(JOB + " by me@host");
  }

  @Test
  void aJobWhoseTasksNobodyHasCountedSaysHowManyAreDone() {
    assertThat(cancel(view(-1, null, true), view(-1, JobEnded.State.INTERRUPTED, true)))
        .startsWith(JOB + " is cancelled: 3 tasks done. ");
  }

  @Test
  void aJobThatHasEndedIsNotAskedFor() {
    assertThat(refusal(UsageException.class, view(10, JobEnded.State.DONE, false)))
        .isEqualTo("Job " + JOB + " is done: there is nothing to cancel.");
    place.views.clear();
    assertThat(refusal(UsageException.class, view(10, JobEnded.State.FAILED, false)))
        .contains("has failed", "'baton resume " + JOB + " --retry-failed'");
    place.views.clear();
    assertThat(refusal(UsageException.class, view(10, JobEnded.State.INTERRUPTED, false)))
        .contains("was interrupted before", "'baton resume " + JOB + "'");
    assertThat(place.asked).isEmpty();
  }

  @Test
  void aJobThatEndsByItselfMeanwhileWasNotCancelled() {
    assertThat(refusal(UsageException.class, running(), view(10, JobEnded.State.DONE, true)))
        .contains("is done");
    assertThat(place.asked).hasSize(1);
  }

  @Test
  void aJobWhoseProcessIsGoneIsNotAskedForAndCanBeResumed() {
    assertThat(refusal(EnvironmentException.class, view(10, null, false)))
        .contains("its process is gone", "'baton resume " + JOB + "' goes on with it.");
    assertThat(place.asked).isEmpty();
  }

  @Test
  void aProcessThatWasKilledAMomentAgoIsFoundToBeGone() {
    assertThat(refusal(EnvironmentException.class, running(), running(), view(10, null, false)))
        .contains("its process is gone");
    assertThat(place.asked).hasSize(1);
  }

  @Test
  void aProcessThatGoesOnAsBeforeIsGivenUp() {
    assertThat(refusal(EnvironmentException.class, running()))
        .contains("has not ended it within 20 s");
    assertThat(Duration.ofNanos(place.nowNs)).isEqualTo(Cancellation.ANSWER_LIMIT);
  }

  @Test
  void anUnknownJobIsAUsageError() {
    place.views.add(running());

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new Cancellation(place, () -> 0).cancel(JOB + "0", "me"))
        .withMessageContaining("Unknown job '" + JOB + "0' in pool 'baton'. Did you mean");
  }
}
