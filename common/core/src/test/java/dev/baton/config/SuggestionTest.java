package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> OPTIONS =
      List.of("--bootstrap", "--workers", "--slots", "--progress", "--pool", "--pin");

  @Test
  void slipOfAKeyFindsTheWord() {
    assertThat(Suggestion.nearest("--wrokers", OPTIONS)).contains("--workers");
    assertThat(Suggestion.nearest("--worker", OPTIONS)).contains("--workers");
    assertThat(Suggestion.nearest("-slots", OPTIONS)).contains("--slots");
    assertThat(Suggestion.nearest("--Progres", OPTIONS)).contains("--progress");
  }

  @Test
  void beginningFindsTheWord() {
    assertThat(Suggestion.nearest("--boot", OPTIONS)).contains("--bootstrap");
  }

  @Test
  void somethingElseFindsNothing() {
    assertThat(Suggestion.nearest("--colour", OPTIONS)).isEmpty();
    assertThat(Suggestion.nearest("", OPTIONS)).isEmpty();
    assertThat(Suggestion.question("--colour", OPTIONS)).isEmpty();
  }

  @Test
  void nearestOfSeveralWins() {
    assertThat(Suggestion.nearest("pim", List.of("pool", "pin", "him"))).contains("him");
    assertThat(Suggestion.question("poll", OPTIONS)).isEqualTo(" Did you mean --pool?");
  }

  @Test
  void swappedNeighboursAreOneSlip() {
    assertThat(Suggestion.distance("rnu", "run")).isEqualTo(1);
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
  }
}
