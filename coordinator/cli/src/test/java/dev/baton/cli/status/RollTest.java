package dev.baton.cli.status;

import static dev.baton.cli.status.Beats.at;
import static dev.baton.cli.status.Beats.host;
import static dev.baton.cli.status.Beats.job;
import static dev.baton.cli.status.Beats.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.HostDown;
import dev.baton.wire.JobBeat;
import dev.baton.wire.WhoIsThere;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollTest {

  private final Roll roll = new Roll(Beats.QUESTION);

  private List<String> names() {
    return roll.hosts().stream().map(host -> host.beat().name()).toList();
  }

  @Test
  void itIsCompleteWhenAllThatWereThereHaveAnswered() {
    roll.hear(at(10_000, host(1, "one")));
    roll.hear(at(10_100, host(2, "two")));
    roll.hear(at(10_200, job(7, 3, 1)));
    assertThat(roll.isComplete()).as("nobody was asked").isFalse();

    roll.hear(question(10_900));
    roll.hear(at(10_901, host(1, "one")));
    roll.hear(at(10_902, host(2, "two")));
    assertThat(roll.isComplete()).as("the coordinator has not answered").isFalse();

    roll.hear(at(10_903, job(7, 2, 1)));
    assertThat(roll.isComplete()).isTrue();
    assertThat(roll.answers()).isEqualTo(3);
    assertThat(roll.jobs()).containsExactly(job(7, 2, 1));
  }

  @Test
  void anotherAskersQuestionCountsForNothing() {
    roll.hear(at(1_000, new WhoIsThere(5)));
    roll.hear(at(1_001, host(1, "one")));

    assertThat(roll.wasAsked()).isFalse();
    assertThat(roll.isComplete()).isFalse();
  }

  @Test
  void whereNobodyWasThereItIsNeverComplete() {
    roll.hear(question(1_000));

    assertThat(roll.wasAsked()).isTrue();
    assertThat(roll.isComplete()).isFalse();
  }

  @Test
  void aHostThatHasLeftIsNotListedAndNotWaitedFor() {
    roll.hear(at(1_000, host(1, "one")));
    roll.hear(at(1_000, host(2, "two")));
    roll.hear(at(1_500, new HostDown(1)));
    roll.hear(question(1_600));
    roll.hear(at(1_700, host(2, "two")));

    assertThat(roll.isComplete()).isTrue();
    assertThat(names()).containsExactly("two");
  }

  @Test
  void aHostThatMissesThreeBeatsIsSilentAndNotWaitedFor() {
    roll.hear(at(1_000, host(1, "one")));
    roll.hear(at(4_000, host(2, "two")));
    roll.hear(question(4_001));
    assertThat(roll.isComplete()).isFalse();

    roll.hear(at(4_002, host(2, "two")));

    assertThat(roll.isComplete()).isTrue();
    assertThat(roll.hosts()).extracting(HeardHost::isSilent).containsExactly(true, false);
    assertThat(roll.hosts().getFirst().silentMs()).isEqualTo(3_002);
  }

  @Test
  void theReasonsOfCoordinatorsThatAreAtWorkCountAgainstAHost() {
    ExcludedHosts.Host bad = new ExcludedHosts.Host(1, "one", "12 of 12 tasks failed");
    roll.hear(question(1_000));
    roll.hear(at(1_000, job(7, 3, 1)));
    roll.hear(at(1_000, new ExcludedHosts(7, "job-7", List.of(bad))));
    roll.hear(at(1_000, new ExcludedHosts(8, "job-8", List.of(bad))));

    assertThat(roll.exclusions(1))
        .containsExactly("excluded from job job-7: 12 of 12 tasks failed");
    assertThat(roll.exclusions(2)).isEmpty();

    roll.hear(at(1_001, new ExcludedHosts(7, "job-7", List.of())));
    assertThat(roll.exclusions(1)).isEmpty();
  }

  @Test
  void aJobThatHasEndedOrFallenSilentIsNotListed() {
    roll.hear(at(1_000, job(1, 5, 5)));
    roll.hear(at(9_000, job(2, 5, 5)));
    roll.hear(at(9_001, new JobBeat(2, "job-2", 0, 0, 15, 1)));
    roll.hear(at(9_002, job(3, 1, 0)));
    roll.hear(question(9_003));

    assertThat(roll.jobs()).extracting(JobBeat::coordinator).containsExactly(3L);
  }
}
