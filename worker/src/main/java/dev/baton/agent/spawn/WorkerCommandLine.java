package dev.baton.agent.spawn;

import dev.baton.agent.crash.CrashFiles;
import dev.baton.codec.AllowList;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.standby.WorkerJvm;
import dev.baton.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command line of a worker's JVM.
 *
 * @param settings of the workers
 * @param sharers how many of them share half of the memory if no heap size is set: the store needs
 *     room too
 */
record WorkerCommandLine(Settings settings, int sharers) {

  private static final double HEAPS_PERCENT = 50.0;

  /** The command, without its class path and arguments. */
  JvmCommand.Builder command(CrashFiles crashFiles) {
    return JvmCommand.builder(WorkerMain.class.getName())
        .classPath(settings.get(WorkerSettings.CLASS_PATH))
        .flags(JvmFlags.worker(settings.get(WorkerSettings.HEAP).bytes()))
        .flags(heapShareFlag())
        .flags(crashFiles.flags())
        .flags(settings.get(WorkerSettings.JVM_OPTIONS))
        .role("worker")
        .property(AllowList.PROPERTY, allowed());
  }

  /**
   * Describes the JVM that this command starts.
   *
   * @param jars Baton's
   * @throws IOException if the JDK or one of the jars is missing
   */
  WorkerJvm jvm(List<Path> jars) throws IOException {
    List<String> options =
        new ArrayList<>(JvmFlags.worker(settings.get(WorkerSettings.HEAP).bytes()));
    options.addAll(settings.get(WorkerSettings.JVM_OPTIONS));
    options.add("-D" + AllowList.PROPERTY + '=' + allowed());
    return WorkerJvm.ofThisProcess(options, heapShare(), jars);
  }

  private List<String> heapShareFlag() {
    double share = heapShare();
    return share > 0
        ? List.of(String.format(Locale.ROOT, "-XX:MaxRAMPercentage=%.3f", share))
        : List.of();
  }

  private double heapShare() {
    return settings.get(WorkerSettings.HEAP).bytes() > 0 ? 0 : HEAPS_PERCENT / sharers;
  }

  private static String allowed() {
    return System.getProperty(AllowList.PROPERTY, "");
  }
}
