package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnknownClassTest {

  @Test
  void aClassThatIsNotThereIsNamed() {
    assertThat(UnknownClass.of("app.Item", "", new ClassNotFoundException("app.Item")))
        .hasMessage(
            "Class app.Item is unknown in this process; put its jar on the class path of both"
                + " sides");
  }

  @Test
  void aClassThatIsThereButNeedsAnotherNamesThat() {
    assertThat(
            UnknownClass.of(
                "app.Main", ", which a lambda comes from,", new NoClassDefFoundError("lib/Runner")))
        .hasMessageContaining(
            "Class app.Main, which a lambda comes from, needs class lib.Runner, which is unknown");
  }

  @Test
  void aClassThatCannotBeLinkedSaysWhy() {
    assertThat(UnknownClass.of("app.Item", "", new UnsupportedClassVersionError("too new")))
        .hasMessageContaining("app.Item cannot be loaded in this process")
        .hasMessageContaining("too new");
  }
}
