package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Directories of this user where everybody may make some. */
class UserDirectoriesTest {

  private static final String NAME = "baton-" + System.getProperty("user.name");

  @TempDir private Path place;
  @TempDir private Path state;

  /** What somebody else may have put in place of the directory. */
  enum Squatter {
    OTHER_OWNER {
      @Override
      void take(Path path) throws IOException {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        if (isRoot()) {
          Files.setAttribute(path, "unix:uid", 65_534);
        } else {
          OPEN_TO_ALL.retake(path); // nobody else can be the owner then
        }
      }
    },
    OPEN_TO_ALL {
      @Override
      void take(Path path) throws IOException {
        Files.createDirectory(path);
        retake(path);
      }
    },
    FILE {
      @Override
      void take(Path path) throws IOException {
        Files.createFile(path);
      }
    },
    LINK {
      @Override
      void take(Path path) throws IOException {
        Path target = Files.createDirectory(path.resolveSibling("target"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(path, target);
      }
    };

    abstract void take(Path path) throws IOException;

    void retake(Path path) throws IOException {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static boolean isRoot() throws IOException {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
  }

  @Test
  void itsNameIsThatOfTheUserWhereNobodyElseHasIt() throws IOException {
    UserDirectories user = user();

    assertThat(user.take(place)).isEqualTo(place.resolve(NAME)).isDirectory();
    assertThat(user.take(place)).isEqualTo(place.resolve(NAME));
    assertThat(user.in(place)).containsExactly(place.resolve(NAME));
    assertThat(user.squattedIn(place)).isNull();
    assertThat(state).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void whoeverMadeItFirstDoesNotShutTheUserOut(Squatter squatter) throws IOException {
    squatter.take(place.resolve(NAME));

    Path own = user().take(place);

    assertThat(own.getFileName().toString()).matches(NAME + "-[0-9a-f]{16}");
    assertThat(Files.getPosixFilePermissions(own))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(user().take(place)).as("another process knows the name").isEqualTo(own);
    assertThat(user().in(place)).containsExactly(own);
    assertThat(user().squattedIn(place)).isEqualTo(place.resolve(NAME));
  }

  @Test
  void aNameThatWasSeenAndTakenIsReplacedByAnother() throws IOException {
    Squatter.OPEN_TO_ALL.take(place.resolve(NAME));
    Path first = user().take(place);
    Files.delete(first);
    Squatter.OPEN_TO_ALL.take(first);

    Path second = user().take(place);

    assertThat(second).isNotEqualTo(first);
    assertThat(user().in(place)).containsExactly(second);
  }

  @Test
  void onlyTheLastNamesAreKept() throws IOException {
    Squatter.OPEN_TO_ALL.take(place.resolve(NAME));
    List<Path> taken = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Path own = user().take(place);
      taken.add(own);
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    assertThat(new DirectoryNames(state.resolve("names")).all()).hasSize(9);
    assertThat(taken).doesNotHaveDuplicates();
  }

  @Test
  void whereTheNameCannotBeNotedIsSaid() throws IOException {
    Squatter.OPEN_TO_ALL.take(place.resolve(NAME));
    Path file = Files.createFile(state.resolve("file"));
    UserDirectories user = new UserDirectories(new DirectoryNames(file.resolve("names")));

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> user.take(place))
        .withMessageContaining("cannot be noted in " + file.resolve("names"))
        .withMessageContaining("XDG_STATE_HOME");
  }

  @Test
  void linesThatAreNoSuffixCountForNothing() throws IOException {
    Files.writeString(state.resolve("names"), "../../etc\n0123456789abcdef\n\0\n");

    assertThat(new DirectoryNames(state.resolve("names")).all())
        .containsExactly(NAME, NAME + "-0123456789abcdef");
  }

  private UserDirectories user() {
    return new UserDirectories(new DirectoryNames(state.resolve("names")));
  }
}
