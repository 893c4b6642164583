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
   * Sees to it that a host has a file that a job reads: under the same path, or else a copy.
   *
   * @param mayBeSent whether the file is to be sent to a host that lacks it
   * @return completes and fails as for {@link #ship}; fails with a {@link dev.baton.BatonException}
   *     of no other kind if the host lacks what is not to be sent
   */
  CompletionStage<@Nullable Void> shipInput(
      long host, ContentId content, Path file, boolean mayBeSent);
}
