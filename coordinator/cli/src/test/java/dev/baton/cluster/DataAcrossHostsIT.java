package dev.baton.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.launch.FarDataProgram;
import dev.baton.process.JvmFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shared data, large arguments and results, and files of jobs cross to each host once. */
class DataAcrossHostsIT extends WithThreeHosts {

  private static final long MIB = 1 << 20;
  private static final int SHARED_MIB = 64;

  /** What tasks, results, beats, Kafka and TCP add. */
  private static final long OTHER_BYTES = 16 * MIB;

  @Test
  void aBlobCrossesToEachHostOnceHoweverManyTasksReadIt() {
    cluster.startWorkers(cluster.left());
    cluster.startWorkers(cluster.right());
    long left = cluster.left().link().receivedBytes();
    long right = cluster.right().link().receivedBytes();

    HostProcess program = program("share", Integer.toString(SHARED_MIB), "100").endsWith(0);

    assertThat(program.out()).isEqualTo("100 tasks read the same\n");
    JsonNode status = status();
    reportBytes();
    report("agents: " + status.at("/hosts/0/copies") + " " + status.at("/hosts/1/copies"));
    for (ClusterHost host : List.of(cluster.left(), cluster.right())) {
      assertThat(done(status, host)).as("tasks on %s", host.name()).isPositive();
    }
    assertThat(cluster.left().link().receivedBytes() - left)
        .isBetween(SHARED_MIB * MIB, SHARED_MIB * MIB + OTHER_BYTES);
    assertThat(cluster.right().link().receivedBytes() - right)
        .isBetween(SHARED_MIB * MIB, SHARED_MIB * MIB + OTHER_BYTES);
    long receivedByAgents = 0;
    for (JsonNode host : status.at("/hosts")) {
      receivedByAgents += host.at("/copies/receivedBytes").asLong();
      assertThat(host.at("/copies/bytes").asLong())
          .as("kept of the blob when the program has ended")
          .isLessThan(SHARED_MIB * MIB);
    }
    assertThat(receivedByAgents).isGreaterThanOrEqualTo(2 * SHARED_MIB * MIB);
  }

  @Test
  void theSameBytesCrossOnceHoweverOftenTheyAreShared() {
    cluster.startWorkers(cluster.left());
    long before = cluster.left().link().receivedBytes();

    HostProcess program = program("twice", Integer.toString(SHARED_MIB)).endsWith(0);

    assertThat(program.out()).isEqualTo("[7, 7, 8, 7]\n");
    reportBytes();
    assertThat(cluster.left().link().receivedBytes() - before)
        .as("two of the three have the same bytes")
        .isBetween(2 * SHARED_MIB * MIB, 2 * SHARED_MIB * MIB + OTHER_BYTES);
  }

  @Test
  void theCopiesOfAProgramThatIsKilledAreFreed() {
    cluster.startWorkers(cluster.left());
    HostProcess program = program("hold", Integer.toString(SHARED_MIB)).awaitPrinted("read 7");
    await().atMost(HostProcess.PATIENCE).until(() -> copiedBytes() >= SHARED_MIB * MIB);

    program.close();

    await().atMost(HostProcess.PATIENCE).until(() -> copiedBytes() == 0);
    report("nothing is left of the copy");
  }

  private long copiedBytes() {
    return host(status(), cluster.left()).at("/copies/bytes").asLong();
  }

  @Test
  void argumentsAndResultsLargerThanARecordTravel() {
    cluster.startWorkers(cluster.left());

    HostProcess program = program("large", "70").endsWith(0);

    assertThat(program.out()).isEqualTo("70 MiB there, 70 MiB back\n");
    reportBytes();
  }

  @Test
  void filesThatAHostLacksAreShippedOnRequest() {
    cluster.startWorkers(cluster.left());
    String file = "/dev/shm/rows.csv"; // each host has shared memory of its own
    cluster.head().run("sh", "-c", "printf 'key,value\\na,1\\nb,2\\na,3\\n' > " + file);

    HostProcess refused = onCluster("run", "wordcount", file);
    refused.endsWith(1);
    assertThat(refused.err()).contains("host left has no file " + file).contains("--ship-inputs");

    HostProcess run = onCluster("run", "--ship-inputs", "wordcount", file);
    run.endsWith(0);
    HostProcess alone = cluster.head().baton("run", "--workers=1", "wordcount", file).endsWith(0);
    assertThat(run.out()).isEqualTo(alone.out()).contains("value");
  }

  private HostProcess program(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = cluster.broker().address();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return cluster.head().java(JvmFlags.sharedMemory(), FarDataProgram.class.getName(), all);
  }
}
