import java.io.File;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a program many times from a few threads, with nothing around: {@code true}, 10,000 times. */
public final class ProcessLoop {

  public static void main(String[] args) throws InterruptedException {
    int count = Integer.parseInt(args[0]);
    int threads = Integer.parseInt(args[1]);
    AtomicInteger left = new AtomicInteger(count);
    AtomicInteger done = new AtomicInteger();
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      running[i] = Thread.ofPlatform().start(() -> run(left, done));
    }
    for (Thread thread : running) {
      thread.join();
    }
    if (done.get() != count) {
      throw new IllegalStateException(done + " of " + count + " succeeded");
    }
  }

  private static void run(AtomicInteger left, AtomicInteger done) {
    try {
      while (left.getAndDecrement() > 0) {
        Process process =
            new ProcessBuilder("true")
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) {
          done.incrementAndGet();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
