package dev.baton.agent.copy;

import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Looks for what is offered among the files of this host. */
final class OwnFile {

  private OwnFile() {}

  /** Whether the same file has the same path on this host. */
  static boolean isHere(CopyOffer offer) {
    try {
      Path file = Path.of(offer.path());
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Files.isReadable(file)
          && ContentId.ofInput(offer.path(), now.size(), now.lastModifiedTime().toMillis())
              .equals(offer.content());
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }
}
