package dev.baton.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What makes a host of its own out of a part of this machine: a network without anything but a
 * loopback interface, a name, shared memory, and the identity of a kernel that was booted.
 *
 * <p>A process holds it that waits for its standard input to end. So it goes with the test's
 * process, however that ends, and with it its interfaces and its shared memory: nothing of it has a
 * name that would have to be removed.
 */
final class Namespace implements AutoCloseable {

  private static final List<String> UNSHARE =
      List.of("unshare", "--mount", "--net", "--uts", "--propagation", "private");

  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  private static final String SET_UP =
      """
      set -e
      mount -t tmpfs -o size=4g,mode=1777 tmpfs /dev/shm
      mount --bind "$2" %s
      hostname "$1"
      ip link set lo up
      echo ready
      exec cat
      """
          .formatted(BOOT_ID);

  private final String name;
  private final Process holder;

  private Namespace(String name, Process holder) {
    this.name = name;
    this.holder = holder;
  }

  /** Why this machine lets nobody make namespaces; empty if it does. */
  static Optional<String> obstacle() {
    List<String> words = new ArrayList<>(UNSHARE);
    words.addAll(
        List.of(
            "sh",
            "-c",
            "mount -t tmpfs tmpfs /dev/shm && ip link add br9 type bridge"
                + " && ip link add one9 type veth peer name two9"
                + " && setpriv --pdeathsig KILL nsenter --version"));
    Command.Outcome outcome = Command.attempt(words);
    return outcome.exitCode() == 0 ? Optional.empty() : Optional.of(outcome.output());
  }

  /** Makes one; {@code folder} is for a file that it needs. */
  static Namespace create(String name, Path folder) {
    try {
      Path bootId = Files.writeString(folder.resolve("boot-id-" + name), UUID.randomUUID() + "\n");
      List<String> words = new ArrayList<>(UNSHARE);
      words.addAll(List.of("sh", "-c", SET_UP, "sh", name, bootId.toString()));
      Process holder = new ProcessBuilder(words).redirectErrorStream(true).start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
      String said = output.readLine();
      if (!"ready".equals(said)) {
        holder.destroyForcibly();
        throw new AssertionError("There is no namespace " + name + ": " + said);
      }
      return new Namespace(name, holder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  /** The process that holds it, which names it to the tools of the system. */
  long pid() {
    return holder.pid();
  }

  /** A command that runs in it, and is killed when the thread that starts it ends. */
  List<String> command(List<String> words) {
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "nsenter", "--target"));
    command.addAll(List.of(Long.toString(pid()), "--mount", "--net", "--uts"));
    command.addAll(words);
    return command;
  }

  /** Runs a short command in it; returns what it printed. */
  String run(String... words) {
    return Command.run(command(List.of(words)));
  }

  /** Gives it up: its interfaces and its shared memory go with its last process. */
  @Override
  public void close() {
    holder.destroyForcibly();
    holder.onExit().join();
  }
}
