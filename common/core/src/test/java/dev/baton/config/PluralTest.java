package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {

  @Test
  void oneIsOneOfItsKind() {
    assertThat(Plural.of(0, "task")).isEqualTo("0 tasks");
    assertThat(Plural.of(1, "task")).isEqualTo("1 task");
    assertThat(Plural.of(2_000, "task")).isEqualTo("2,000 tasks");
    assertThat(Plural.plain(1, "task")).isEqualTo("1 task");
    assertThat(Plural.plain(2_000, "task")).isEqualTo("2000 tasks");
  }
}
