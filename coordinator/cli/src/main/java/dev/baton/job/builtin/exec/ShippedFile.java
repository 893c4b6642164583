package dev.baton.job.builtin.exec;

import dev.baton.JobFile;
import dev.baton.TaskContext;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A value of a command that names a file, which is sent to hosts that lack it.
 *
 * @param value which value, from 0
 */
public record ShippedFile(int value, JobFile file) {

  /**
   * Its path on the host of this task.
   *
   * @param typed the value, which may be relative to another folder than that of this process
   * @return empty if the value names the file here, too
   */
  Optional<String> pathHere(String typed) {
    String path = TaskContext.current().locate(file).toString();
    boolean isSame = Path.of(typed).toAbsolutePath().normalize().toString().equals(path);
    return isSame ? Optional.empty() : Optional.of(path);
  }
}
