package dev.baton.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.store.StoreLocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderChecksTest {

  @TempDir private Path memory;
  @TempDir private Path disk;
  @TempDir private Path state;
  private StoreLocations locations;

  @BeforeEach
  void locations() {
    locations = new StoreLocations(memory, disk, state.resolve("directories"));
  }

  @Test
  void foldersThatNobodyElseHasAreFine() {
    assertThat(FolderChecks.ownFolders(locations).line(false)).startsWith("ok    own folders");
  }

  @Test
  void aFolderThatSomebodyElseHasIsNamed() throws IOException {
    Path taken = Files.createFile(disk.resolve("baton-" + System.getProperty("user.name")));

    assertThat(FolderChecks.ownFolders(locations).line(false))
        .startsWith("warn  own folders")
        .contains(taken + " is not a folder that only this user can enter")
        .contains(state.resolve("directories").toString());
  }
}
