import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What it costs a pool's workers to record a profile: tasks a second with and without, in turns.
 *
 * <pre>
 * java -cp 'coordinator/target/baton-0.1.0-SNAPSHOT/lib/*' docs/compare/ProfileCost.java [PAIRS]
 * </pre>
 *
 * Each round checks its own sum.
 */
final class ProfileCost {

  private ProfileCost() {}

  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("baton-profile-cost", ".jfr");
    try {
      try (ProcessPool profiled = builder().profile(file).build();
          ProcessPool plain = builder().build()) {
        PairedRounds.round(profiled);
        PairedRounds.round(plain);
        PairedRounds.compare(
            args, "profiled", () -> PairedRounds.round(profiled), () -> PairedRounds.round(plain));
      }
      System.out.printf("%,d bytes of profile%n", Files.size(file));
    } finally {
      Files.delete(file);
    }
  }

  private static ProcessPoolBuilder builder() {
    return ProcessPool.builder().workers(2);
  }
}
