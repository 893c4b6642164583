package dev.baton.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.cli.CapturedConsole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MetricsOptionsTest {

  private final CapturedConsole console = new CapturedConsole();

  @Test
  void nothingIsServedUnlessAsked() {
    assertThat(serve()).isNull();
    assertThat(console.err()).isEmpty();
  }

  @Test
  void itSaysWhereItServesAndThatIsOnLoopback() {
    try (MetricsServer server = serve("--metrics-port=0")) {
      assertThat(server).isNotNull();
      assertThat(server.uri().toString()).startsWith("http://127.0.0.1:").endsWith("/metrics");
      assertThat(console.err()).isEqualTo("baton: metrics at " + server.uri() + "\n");
    }
  }

  @Test
  void anotherAddressMustBeAskedFor() {
    try (MetricsServer server = serve("--metrics-port=0", "--metrics-host=0.0.0.0")) {
      assertThat(server).isNotNull();
      assertThat(server.uri().getHost()).isEqualTo("0.0.0.0");
    }
    try (MetricsServer server = serve("--metrics-port=0", "--metrics-host=::1")) {
      assertThat(server).isNotNull();
      assertThat(server.uri().toString()).startsWith("http://[0:0:0:0:0:0:0:1]:");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(EnvironmentException.class)
          .isThrownBy(() -> serve("--metrics-port=" + taken.getLocalPort()))
          .withMessageContaining("127.0.0.1 port " + taken.getLocalPort())
          .withMessageContaining("0 for a free one");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> serve("--metrics-port=0", "--metrics-host=192.0.2.1"))
        .withMessageContaining("192.0.2.1");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> serve("--metrics-port=0", "--metrics-host=no such host"))
        .withMessageContaining("'no such host'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--metrics-port=-1", "--metrics-port=65536", "--metrics-host=::1"})
  void whatMakesNoSenseIsAUsageError(String option) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> serve(option))
        .withMessageContaining(option.replaceFirst("=.*", ""));
  }

  private @Nullable MetricsServer serve(String... arguments) {
    MetricsOptions options = new MetricsOptions();
    var _ = new CommandLine(options).parseArgs(arguments);
    return options.serve("test", console.console());
  }
}
