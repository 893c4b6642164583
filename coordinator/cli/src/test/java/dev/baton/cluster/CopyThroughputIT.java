package dev.baton.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.process.JvmFlags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast data comes to another host, beside a Kafka producer and consumer. */
@Tag("thorough")
class CopyThroughputIT extends WithThreeHosts {

  private static final int ROUNDS = 5;

  @Test
  void aGibibyteTakesLittleLongerThanWithKafkaAlone() {
    cluster.startWorkers(cluster.left());
    String bootstrap = cluster.broker().address();
    List<String> flags = new ArrayList<>(JvmFlags.sharedMemory());
    flags.add("-Xmx2g");

    HostProcess program =
        cluster
            .head()
            .java(
                flags,
                CopyThroughput.class.getName(),
                bootstrap,
                Integer.toString(1 << 10),
                Integer.toString(ROUNDS))
            .awaitPrinted("topics are there");
    HostProcess consumer =
        cluster
            .left()
            .java(List.of(), BareKafka.class.getName(), bootstrap, Integer.toString(ROUNDS));
    program.endsWith(0);

    consumer.endsWith(0);
    report(program.out());
    assertThat(ratio(program.out())).isGreaterThan(0.6);
  }

  private static double ratio(String out) {
    return Double.parseDouble(out.strip().replaceFirst("(?s).*ratio of medians ", ""));
  }
}
