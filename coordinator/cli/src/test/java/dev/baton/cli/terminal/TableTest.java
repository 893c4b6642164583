package dev.baton.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAligned() {
    Table table = new Table("rlr").row("N", "STATE", "DONE").row("12", "idle", "7");

    assertThat(table.lines()).containsExactly(" N  STATE  DONE", "12  idle      7");
  }

  @Test
  void everyRowHasEveryCell() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Table("rl").row("1"));
  }
}
