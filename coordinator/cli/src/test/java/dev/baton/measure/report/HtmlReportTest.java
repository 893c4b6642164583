package dev.baton.measure.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private final String page =
      HtmlReport.of(SampleReport.of("Sharing </script> pays & costs $1 @@x@@."));

  @Test
  void everythingStandsInThePage() {
    assertThat(page).contains("echarts").contains("ul.findings").contains("kryo-record");
    String withoutScripts = page.replaceAll("(?s)<script>.*?</script>", "");
    assertThat(withoutScripts).doesNotContain("echarts").contains("kryo-record");
    assertThat(
            Pattern.compile("<link|<img|<iframe|src=|url\\(|@import|@@rep")
                .matcher(withoutScripts)
                .find())
        .isFalse();
  }

  @Test
  void wordsOfFiguresCannotEndTheirScript() {
    assertThat(page)
        .contains("Sharing \\u003c/script> pays & costs $1 @@x@@.")
        .doesNotContain("</script> pays")
        .doesNotContain("</script><b>");
  }
}
