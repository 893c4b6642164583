package dev.baton.store.handle;

import static dev.baton.store.writer.TestStore.KIB;
import static dev.baton.store.writer.TestStore.MIB;

import dev.baton.BlobGoneException;
import dev.baton.StoreFullException;
import dev.baton.process.JvmFlags;
import dev.baton.store.ChildJvm;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.area.BlobRef;
import dev.baton.store.chronicle.ChronicleCatalogue;
import dev.baton.store.reader.BlobLease;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.store.writer.TestStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM with a writer and a reader of its own, which does what it is told line by line and
 * answers each line.
 */
final class BlobProcess implements AutoCloseable {

  private final ChildJvm child;

  private BlobProcess(List<String> flags, Path place, Path store) throws IOException {
    child = ChildJvm.startExactly(flags, BlobProcess.class, place, store);
  }

  /** With the flags of a worker. */
  static BlobProcess start(Path place, Path store) throws IOException {
    return new BlobProcess(JvmFlags.sharedMemory(), place, store);
  }

  /** Without any, as programs are. */
  static BlobProcess startPlain(Path place, Path store) throws IOException {
    return new BlobProcess(List.of(), place, store);
  }

  /** Says something, and returns the answer. */
  String ask(String command) throws IOException {
    say(command);
    return answer();
  }

  void say(String command) throws IOException {
    child.say(command);
  }

  String answer() throws IOException {
    String answer = child.awaitLine();
    if (answer == null) {
      throw new AssertionError("The child ended: " + child.errors());
    }
    return answer;
  }

  /** Writes a sealed blob there. */
  BlobRef write(long size) throws IOException {
    return ref(ask("write " + size));
  }

  /** Opens a blob there, until it is closed there. */
  String open(BlobRef ref) throws IOException {
    return ask("open " + text(ref));
  }

  /** Whether a blob that is open there has its own bytes. */
  boolean isWhole(BlobRef ref) throws IOException {
    return ask("check " + text(ref)).equals("whole");
  }

  static String text(BlobRef ref) {
    return HexFormat.of().formatHex(ref.toBytes());
  }

  static BlobRef ref(String text) {
    return BlobRef.read(ByteBuffer.wrap(HexFormat.of().parseHex(text)));
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    child.kill();
  }

  @Override
  public void close() {
    child.close();
  }

  public static void main(String[] args) throws IOException {
    Child child = new Child(Path.of(args[0]), Path.of(args[1]));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 2);
      out.println(child.answer(words[0], words.length > 1 ? words[1] : ""));
    }
  }

  private static final class Child {

    private final BlobReader reader;
    private final BlobWriter writer;
    private final Map<BlobRef, BlobLease> open = new HashMap<>();
    private final Map<BlobRef, Blob> own = new HashMap<>();
    private final Deque<Blob> passed = new ArrayDeque<>();
    private final Random random = new Random(1);

    private Child(Path place, Path store) {
      reader = new BlobReader(new StoreLocations(place, place));
      writer = new BlobWriter(store, StoreLimits.read(store), ChronicleCatalogue::createIfPossible);
      reader.know(writer.area());
    }

    private String answer(String command, String argument) {
      return switch (command) {
        case "write" -> write(Long.parseLong(argument));
        case "free" -> {
          own.remove(ref(argument)).free();
          yield "freed";
        }
        case "open" -> {
          open.put(ref(argument), reader.open(ref(argument)));
          yield "opened";
        }
        case "check" -> isWhole(open.get(ref(argument))) ? "whole" : "torn";
        case "close" -> {
          open.remove(ref(argument)).close();
          yield "closed";
        }
        case "exchange" -> exchange(argument);
        case "closeUnderThreads" -> new CloseUnderThreads(reader, writer).run();
        default -> throw new IllegalArgumentException(command);
      };
    }

    private String write(long size) {
      Blob blob = TestStore.write(writer, size);
      own.put(blob.ref(), blob);
      return text(blob.ref());
    }

    /** Reads what it gets, gives what it writes, and frees that after a while. */
    private String exchange(String received) {
      String seen = received.isEmpty() ? "gone" : look(ref(received));
      if (seen.equals("torn")) {
        return seen;
      }
      int[] sizes = {8, 4 * KIB, 5 * KIB, 64 * KIB, 65 * KIB, MIB + 1};
      try {
        passed.addLast(TestStore.write(writer, sizes[random.nextInt(sizes.length)], true));
      } catch (StoreFullException e) {
        passed.removeFirst().free();
        passed.addLast(TestStore.write(writer, 8, true));
      }
      while (passed.size() > 1 + random.nextInt(6)) {
        passed.removeFirst().free();
      }
      return seen + " " + text(passed.getLast().ref());
    }

    private String look(BlobRef ref) {
      try (BlobLease blob = reader.open(ref)) {
        return isWhole(blob) ? "whole" : "torn";
      } catch (BlobGoneException e) {
        return e.getMessage().contains("checksum") ? "torn" : "gone";
      }
    }

    private static boolean isWhole(@Nullable BlobLease blob) {
      if (blob == null) {
        throw new IllegalArgumentException("not open");
      }
      try (Arena arena = Arena.ofShared()) {
        return TestStore.isWhole(blob.view(arena), blob.ref().sequence());
      }
    }
  }
}
