package dev.baton.cluster;

import dev.baton.cli.Baton;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A host of a test's cluster: a name, an address, a cable, its own shared memory, temp directory
 * and state; the files of the machine are those of all hosts, like those of a shared file system.
 */
final class ClusterHost implements AutoCloseable {

  private final Namespace namespace;
  private final String address;
  private final VethLink link;
  private final Path folder;
  private final List<HostProcess> processes = new ArrayList<>();

  ClusterHost(Namespace namespace, String address, VethLink link, Path folder) {
    this.namespace = namespace;
    this.address = address;
    this.link = link;
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("temp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return namespace.name();
  }

  String address() {
    return address;
  }

  VethLink link() {
    return link;
  }

  /** What the host has for itself alone. */
  Path folder() {
    return folder;
  }

  /** Starts {@code baton}. */
  HostProcess baton(String... arguments) {
    List<String> flags = new ArrayList<>(JvmFlags.sharedMemory());
    flags.add("-XX:TieredStopAtLevel=1"); // most of what it computes is its own compilation
    return java(flags, Baton.class.getName(), arguments);
  }

  /** Starts a main class of the test's class path, in a folder of this host. */
  HostProcess java(List<String> flags, String main, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "env",
                "--chdir=" + folder,
                "--default-signal=INT,TERM,HUP",
                "XDG_STATE_HOME=" + folder.resolve("state"),
                "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + folder.resolve("temp"),
                JvmCommand.javaProgram().toString(),
                "-XX:+UseSerialGC"));
    words.addAll(flags);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    words.addAll(List.of(arguments));
    HostProcess process = HostProcess.start(namespace.command(words), folder);
    processes.add(process);
    return process;
  }

  /** Runs a command of the system. */
  String run(String... words) {
    return namespace.run(words);
  }

  /** Ends its processes, the last one first, and gives up its namespace. */
  @Override
  public void close() {
    processes.reversed().forEach(HostProcess::close);
    namespace.close();
  }
}
