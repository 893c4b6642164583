package dev.baton.process;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** The user to whom this process belongs, as files record it. Stateless and thread-safe. */
public final class ThisUser {

  private ThisUser() {}

  /**
   * Whether this owner is this user.
   *
   * @throws IOException if the system does not tell who this user is
   */
  public static boolean isOwner(UserPrincipal owner) throws IOException {
    Path self = Path.of("/proc/self"); // also works for users without a name
    UserPrincipal me =
        Files.exists(self)
            ? Files.getOwner(self)
            : FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
    return owner.equals(me);
  }
}
