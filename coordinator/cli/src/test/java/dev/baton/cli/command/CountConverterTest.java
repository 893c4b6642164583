package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CountConverterTest {

  private final CountConverter converter = new CountConverter();

  @ParameterizedTest
  @CsvSource({"20000,20000", "10_000_000,10000000", "20k,20000", "10M,10000000", "' 7 ',7"})
  void readsNumbersAsPeopleWriteThem(String text, int count) {
    assertThat(converter.convert(text)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5m", "_1", "1_", "ten", "1g"})
  void whatIsNoNumberIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is not a number such as");
  }

  @Test
  void whatNoIntCanHoldIsTooLarge() {
    assertThatThrownBy(() -> converter.convert("3000m")).hasMessage("'3000m' is too large");
    assertThatThrownBy(() -> converter.convert("99999999999999999999"))
        .hasMessageContaining("too large");
  }
}
