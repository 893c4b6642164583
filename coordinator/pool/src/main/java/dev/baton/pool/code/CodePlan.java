package dev.baton.pool.code;

import dev.baton.CodePolicy;
import dev.baton.config.PoolSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.process.ProgramClassPath;
import dev.baton.process.ProgramJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a program on a cluster ships to its workers from the start. */
public final class CodePlan {

  private CodePlan() {}

  /**
   * Jars and directories in the order of the class path: the program's own, then those that it
   * names.
   */
  public static List<Path> of(PoolConfig config) {
    List<Path> entries = new ArrayList<>();
    if (config.get(PoolSettings.CODE_POLICY) == CodePolicy.SHIP) {
      entries.addAll(ProgramClassPath.entries(config.get(WorkerSettings.CLASS_PATH)));
    }
    entries.addAll(ProgramJars.files(config.get(WorkerSettings.JARS)));
    return entries;
  }
}
