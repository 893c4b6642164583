package dev.baton.job.builtin.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {

  private static final int MOST = 255;

  private static String name(String value) {
    return SafeName.of(SafeName.escape(value), MOST);
  }

  /** GNU parallel 20221122 gave these. */
  @ParameterizedTest
  @CsvSource({
    "a,a",
    "b/c,b\\_c",
    "b\\c,b\\\\c",
    "\\_,\\\\_",
    "a b,a b",
    "'a\tx',a\\tx",
    "größer,größer"
  })
  void namesAreThoseOfGnuParallel(String value, String expected) {
    assertThat(name(value)).isEqualTo(expected);
  }

  @Test
  void everyValueHasANameOfItsOwnInTheFolder() {
    List<String> values =
        List.of(
            "", ".", "..", "\\e", "\\.", "\\..", "/", "//", "\\_", "\\\\_", "../x", "a\0b", "a\\0b",
            "...", "\t", "\\t", " ", "\n");

    assertThat(values.stream().map(SafeNameTest::name))
        .doesNotHaveDuplicates()
        .allMatch(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."))
        .noneMatch(name -> name.contains("/") || name.contains("\0"));
  }

  @Test
  void longValuesAreCutAndStayDifferent() {
    String fits = "x".repeat(MOST);
    List<String> values =
        List.of(
            fits + "y", fits + "z", "ö".repeat(200), "\ud83d\ude00".repeat(64), "/".repeat(MOST));

    assertThat(name(fits)).isEqualTo(fits);
    assertThat(values.stream().map(SafeNameTest::name))
        .doesNotHaveDuplicates()
        .allSatisfy(
            name -> {
              byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
              assertThat(bytes.length).isBetween(MOST - 4, MOST);
              assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(name);
            });
  }
}
