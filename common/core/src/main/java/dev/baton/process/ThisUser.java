package dev.baton.process;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** The user that this process belongs to, as files have it. Stateless and thread-safe. */
public final class ThisUser {

  private ThisUser() {}

  /**
   * Whether what has this owner is this user's.
   *
   * @throws IOException if the system does not say who this user is
   */
  public static boolean isOwner(UserPrincipal owner) throws IOException {
    Path self = Path.of("/proc/self"); // tells also of users without a name
    UserPrincipal me =
        Files.exists(self)
            ? Files.getOwner(self)
            : FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
    return owner.equals(me);
  }
}
