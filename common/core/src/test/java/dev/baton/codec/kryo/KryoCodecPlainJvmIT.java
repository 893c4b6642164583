package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Task;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.FailureCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A user's program has no JVM flags: there too everything works, and the JVM has nothing to warn
 * about.
 */
class KryoCodecPlainJvmIT {

  @Test
  void roundTripsWithoutFlagsAndWithoutWarnings() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .start();

    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output.strip()).isEqualTo("42 and all the samples");
    assertThat(child.exitValue()).isZero();
  }

  /** What runs in the child. */
  static final class Main {

    public static void main(String[] args) throws Exception {
      ClassLoader loader = Main.class.getClassLoader();
      Codec codec = new KryoCodec(AllowList.standard(), loader, List.of(Handles.TYPE));
      int captured = 42;
      Task<Integer> task = () -> captured;
      Task<?> copy = (Task<?>) codec.decode(codec.encodeToBytes(task));
      for (Object sample : Samples.equalValues().toList()) {
        if (!sample.equals(codec.decode(codec.encodeToBytes(sample)))
            || !sample.equals(OffHeap.roundTrip(codec, sample))) {
          throw new AssertionError(sample);
        }
      }
      FailureCodec failures = new FailureCodec(AllowList.standard(), loader);
      failures.decode(failures.encode(new IllegalStateException("x", new Exception("y"))));
      System.out.println(copy.call() + " and all the samples");
    }
  }
}
