package dev.baton.worker;

import dev.baton.EnvironmentException;
import dev.baton.JobFile;
import dev.baton.store.area.HostFiles;
import dev.baton.wire.ContentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Finds the files of jobs on this host. */
public final class JobFiles {

  private JobFiles() {}

  /**
   * Where a file is: under its path, or the copy that was sent to this host.
   *
   * @param host what people call this host
   * @throws EnvironmentException if it is not there, or no longer what it was
   */
  public static Path locate(JobFile file, String host) {
    Path original = Path.of(file.path());
    try {
      requireUnchanged(file, Files.readAttributes(original, BasicFileAttributes.class));
      return original;
    } catch (NoSuchFileException e) {
      return copy(file, host, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(JobFile file, String host, NoSuchFileException missing) {
    Path copy =
        HostFiles.findOnThisHost(ContentId.ofInput(file.path(), file.size(), file.modifiedMs()));
    if (copy == null) {
      throw new EnvironmentException(missing(host, file.path()), missing);
    }
    return copy;
  }

  /** What to say, and what to do, when a host lacks a file. */
  public static String missing(String host, String path) {
    return "no such file: host %s has no file %s; every host needs it under the same path, or use --ship-inputs"
        .formatted(host, path);
  }

  private static void requireUnchanged(JobFile file, BasicFileAttributes now) {
    // A file of size 0 may be one of those that the kernel makes up as they are read.
    boolean same =
        now.size() == file.size() && now.lastModifiedTime().toMillis() == file.modifiedMs();
    if (file.size() > 0 && !same) {
      throw new EnvironmentException(
          "the file changed while the job was reading it (it had %,d bytes, now %,d); run the job again, or on a copy"
              .formatted(file.size(), now.size()));
    }
  }
}
