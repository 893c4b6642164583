package dev.baton.job.split;

import dev.baton.EnvironmentException;
import dev.baton.JobFile;
import dev.baton.agent.HostName;
import dev.baton.job.JobFailedException;
import dev.baton.worker.JobFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Some bytes of a file, for one task.
 *
 * @param path the absolute path of the file, the same on every host
 * @param start the first byte
 * @param end one past the last byte
 * @param size the size of the file when the job began
 * @param modifiedMs when the file had last been modified then, in milliseconds of the epoch
 */
public record FileRange(String path, long start, long end, long size, long modifiedMs) {

  /** The number of bytes. */
  public long length() {
    return end - start;
  }

  /**
   * Opens the file to read it.
   *
   * @throws JobFailedException if the file is not there, or no longer the file that was divided
   */
  public FileChannel open() throws IOException {
    try {
      Path file = JobFiles.locate(new JobFile(path, size, modifiedMs), HostName.get());
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (EnvironmentException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String toString() {
    return start == 0 && end == size ? path : path + " bytes " + start + " to " + end;
  }
}
