package dev.baton.pool.code;

import dev.baton.wire.ContentId;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends jars and files to hosts, each once. Thread-safe. */
public interface CodeShipping {

  /**
   * Sends a jar to a host, unless it is there. Does not wait.
   *
   * @param host the incarnation of the host agent
   * @param hash that of the file
   * @param file does not change
   * @return completes when all workers of the host can read the jar, as {@link
   *     dev.baton.store.StoredJars} says; fails with a {@link dev.baton.EnvironmentException} that
   *     says why it cannot get there
   */
  CompletionStage<@Nullable Void> ship(long host, ContentId hash, Path file);

  /**
   * Sends a file that a job reads to a host, unless the host shares the file system or has it.
   *
   * @return completes and fails as for {@link #ship}
   */
  CompletionStage<@Nullable Void> shipInput(long host, ContentId content, Path file);
}
