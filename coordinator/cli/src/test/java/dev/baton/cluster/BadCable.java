package dev.baton.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A program that stands for a long and bad cable: it passes frames between two interfaces that it
 * makes, late, and loses some. Kernels can do that themselves, but not all are built so.
 */
public final class BadCable {

  /** What it prints for each frame that it loses. */
  static final String LOST = "lost";

  /** What is under way; more is lost, as in a router whose buffers are full. */
  private static final int MOST_FRAMES = 20_000;

  @SuppressWarnings("ArrayRecordComponent") // frames; never compared
  private record Late(long dueNs, byte[] frame) {}

  private BadCable() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments two interfaces, the delay in ms of each direction, and how many of a thousand
   *     frames get lost
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    TapDevice one = TapDevice.create(arguments[0]);
    TapDevice other = TapDevice.create(arguments[1]);
    long delayNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[2]));
    int lostOfThousand = Integer.parseInt(arguments[3]);
    pass(one, other, delayNs, lostOfThousand, new Random(1));
    pass(other, one, delayNs, lostOfThousand, new Random(2));
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  private static void pass(
      TapDevice from, TapDevice to, long delayNs, int lostOfThousand, Random random) {
    BlockingQueue<Late> underWay = new ArrayBlockingQueue<>(MOST_FRAMES);
    Thread.ofPlatform()
        .start(
            () -> {
              while (true) {
                byte[] frame = read(from);
                if (random.nextInt(1_000) < lostOfThousand) {
                  System.out.println(LOST);
                } else if (frame.length > 0) {
                  var _ = underWay.offer(new Late(System.nanoTime() + delayNs, frame));
                }
              }
            });
    Thread.ofPlatform().start(() -> deliver(underWay, to));
  }

  private static void deliver(BlockingQueue<Late> underWay, TapDevice to) {
    try {
      while (true) {
        Late next = underWay.take();
        long waitNs = next.dueNs - System.nanoTime();
        if (waitNs > 0) {
          TimeUnit.NANOSECONDS.sleep(waitNs);
        }
        to.write(next.frame);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(TapDevice from) {
    try {
      return from.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
