package dev.baton.store.chronicle.map;

import dev.baton.EnvironmentException;
import dev.baton.store.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The generation of a shared map that this process has open: follows the others when they go on to
 * a new one, and makes a new one when the old one may be damaged. Used under the map's structural
 * lock only.
 *
 * <p>A generation is never repaired in place. All entries that can be read are copied to the next,
 * save the one that was being changed, which comes from the journal; then the next is published,
 * then the note in the journal is ended. Whoever is killed in between leaves a generation that is
 * still suspect, and the next one does all of it again.
 */
final class GenerationHolder {

  private final MapFiles files;
  private final MapControl control;
  private @Nullable Generation open;

  GenerationHolder(MapFiles files, MapControl control) {
    this.files = files;
    this.control = control;
  }

  /**
   * Opens the generation before anybody waits for it: the first time takes a process long, and the
   * lock is not held here. So another generation may take its place meanwhile, which {@link
   * #current} finds.
   */
  void prepare() {
    Uninterrupted.apart(
        () -> {
          long number = control.generation();
          if (number > 0) {
            prepare(number);
          }
          return files;
        });
  }

  private void prepare(long number) {
    try {
      open = Generation.open(files.generation(number), number, control.entryBytes());
      open.prepare();
    } catch (IOException | RuntimeException e) {
      return; // if it is still the one, opening it under the lock says what is wrong
    } finally {
      if (control.generation() != number) {
        close();
        deleteOutdated(number);
      }
    }
  }

  /** Chronicle makes a file anew that was removed in the moment before it was opened. */
  private void deleteOutdated(long number) {
    try {
      files.deleteGeneration(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The generation to work on.
   *
   * @throws EnvironmentException if it cannot be opened, or there is no room to make a new one
   */
  Generation current() {
    Generation mine = open;
    if (mine != null && mine.number() == control.generation() && !needsLook()) {
      return mine;
    }
    return Uninterrupted.apart(this::renewed);
  }

  private boolean needsLook() {
    return control.isSuspect() || control.journal().isPending();
  }

  private Generation renewed() {
    try {
      long number = control.generation();
      if (number == 0) {
        return replaceBy(made(1));
      }
      Generation current = opened(number);
      if (!needsLook()) {
        return current;
      }
      if (control.journal().isPending() || current.isLocked()) {
        return replaceBy(madeFrom(current));
      }
      control.suspect(false);
      return current;
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot open or renew a shared map in the host store: " + e + ". Is there room?", e);
    }
  }

  private Generation opened(long number) throws IOException {
    Generation mine = open;
    if (mine != null && mine.number() == number) {
      return mine;
    }
    close();
    Generation current = Generation.open(files.generation(number), number, control.entryBytes());
    open = current;
    return current;
  }

  private Generation made(long number) throws IOException {
    files.deleteGeneration(number); // of a process that was killed while it made it
    return Generation.create(
        files.generation(number), number, control.capacity(), control.entryBytes());
  }

  private Generation madeFrom(Generation old) throws IOException {
    Generation next = made(old.number() + 1);
    try {
      old.resetLock();
      copy(old, next, control.journal().pending());
      return next;
    } catch (Throwable e) {
      next.close();
      files.deleteGeneration(next.number());
      throw e;
    }
  }

  private static void copy(Generation old, Generation next, @Nullable Change redo) {
    if (redo == null || redo.kind() != Change.Kind.CLEAR) {
      Set<ByteBuffer> seen = new HashSet<>();
      if (redo != null) {
        seen.add(ByteBuffer.wrap(redo.key().digest()));
      }
      for (ByteBuffer digests = old.digests(); digests.hasRemaining(); ) {
        byte[] digest = MapKey.nextDigest(digests);
        RawEntry entry = seen.add(ByteBuffer.wrap(digest)) ? old.read(digest) : null;
        if (entry != null) {
          next.apply(Change.put(entry.key(), entry.value()));
        }
      }
    }
    if (redo != null && redo.kind() == Change.Kind.PUT) {
      next.apply(redo);
    }
  }

  /** From here on the next generation is the map. */
  private Generation replaceBy(Generation next) throws IOException {
    control.publish(next.number());
    control.journal().end();
    control.suspect(false);
    close();
    open = next;
    files.deleteGeneration(next.number() - 1);
    files.deleteGeneration(next.number() - 2); // if its heir was killed before this line
    return next;
  }

  /** Unmaps what this process has open. */
  void close() {
    Generation mine = open;
    open = null;
    if (mine != null) {
      mine.close();
    }
  }
}
