package dev.baton.job.split;

import dev.baton.agent.HostName;
import dev.baton.job.JobFailedException;
import dev.baton.store.area.HostFiles;
import dev.baton.wire.ContentId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

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
    Path file = Path.of(path);
    try {
      requireUnchanged(Files.readAttributes(file, BasicFileAttributes.class));
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return openCopy(e);
    }
  }

  /** Opens the copy that was shipped to this host. */
  private FileChannel openCopy(NoSuchFileException missing) throws IOException {
    Path copy = HostFiles.findOnThisHost(ContentId.ofInput(path, size, modifiedMs));
    if (copy == null) {
      throw new JobFailedException(
          "no such file: host %s has no file %s; every host needs it under the same path, or use --ship-inputs"
              .formatted(HostName.get(), path),
          missing);
    }
    return FileChannel.open(copy, StandardOpenOption.READ);
  }

  private void requireUnchanged(BasicFileAttributes now) {
    // A file of size 0 may be one of those that the kernel makes up as they are read.
    boolean same = now.size() == size && now.lastModifiedTime().toMillis() == modifiedMs;
    if (size > 0 && !same) {
      throw new JobFailedException(
          "the file changed while the job was reading it (it had %,d bytes, now %,d); run the job again, or on a copy"
              .formatted(size, now.size()));
    }
  }

  @Override
  public String toString() {
    return start == 0 && end == size ? path : path + " bytes " + start + " to " + end;
  }
}
