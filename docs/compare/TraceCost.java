import dev.baton.cli.timeline.TraceFile;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.role.Clock;
import dev.baton.timeline.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What it costs a pool to write a trace: tasks a second with and without, in turns.
 *
 * <pre>
 * java -cp 'coordinator/target/baton-0.1.0-SNAPSHOT/lib/*' docs/compare/TraceCost.java [PAIRS]
 * </pre>
 *
 * Each round checks its own sum.
 */
final class TraceCost {

  private TraceCost() {}

  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("baton-trace-cost", ".json");
    try (TraceFile trace = new TraceFile(file, Clock.SYSTEM.epochMicros(), System.err::println);
        ProcessPool traced = builder().onEvents(new Timeline(trace)).build();
        ProcessPool plain = builder().build()) {
      PairedRounds.round(traced);
      PairedRounds.round(plain);
      PairedRounds.compare(
          args, "traced", () -> PairedRounds.round(traced), () -> PairedRounds.round(plain));
      System.out.printf("%,d bytes of trace%n", Files.size(file));
    } finally {
      Files.delete(file);
    }
  }

  private static ProcessPoolBuilder builder() {
    return ProcessPool.builder().workers(2);
  }
}
