package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDirectoryIT {

  private static final long ROOM = 1 << 20;

  @TempDir private Path memory;
  @TempDir private Path disk;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void liesInMemoryWhenThereIsRoom() {
    StoreLocations locations = new StoreLocations(memory, disk);
    try (StoreDirectory store = locations.create("pool", "1", ROOM, warnings::add)) {
      assertThat(store.path()).startsWith(memory).isDirectory();
      assertThat(warnings).isEmpty();
      assertThat(locations.list()).containsExactly(store.path());
      assertThat(StoreOwner.read(store.path()))
          .returns(ProcessHandle.current().pid(), StoreOwner::pid)
          .returns("pool", StoreOwner::pool)
          .returns(true, StoreOwner::isAlive);
    }
    assertThat(locations.list()).isEmpty();
    assertThat(memory).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatAUserHasButOneOfIsFoundWhileItsProcessLives() throws IOException {
    StoreLocations locations = new StoreLocations(memory, disk);
    assertThat(locations.findSole("sole")).isNull();

    try (StoreDirectory sole = locations.createSole("sole")) {
      assertThat(locations.findSole("sole")).isEqualTo(sole.path());
      assertThat(locations.createSole("sole")).isNull();
      assertThat(locations.findSole("sole")).isEqualTo(sole.path());
      Path user = sole.path().getParent();
      Files.setPosixFilePermissions(user, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertThat(locations.findSole("sole")).as("one that others can enter").isNull();
      Files.setPosixFilePermissions(user, PosixFilePermissions.fromString("rwx------"));
    }

    assertThat(locations.findSole("sole")).isNull();
    assertThat(memory).isEmptyDirectory();
  }

  @Test
  void storesThatComeAndGoAtOnceDoNotDisturbEachOther() throws Exception {
    StoreLocations locations = new StoreLocations(memory, disk);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> owners = new ArrayList<>();
      for (int owner = 0; owner < 4; owner++) {
        String name = "owner" + owner;
        owners.add(
            () -> {
              for (int i = 0; i < 50; i++) {
                locations.create("pool", name + "-" + i, ROOM, warnings::add).close();
              }
              return null;
            });
      }
      for (Future<Void> owner : threads.invokeAll(owners)) {
        owner.get();
      }
    }
    assertThat(warnings).isEmpty();
    assertThat(memory).isEmptyDirectory();
  }

  @Test
  void aThreadThatIsInterruptedLeavesNothing() {
    StoreLocations locations = new StoreLocations(memory, disk);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> locations.create("pool", "1", ROOM, warnings::add))
          .isInstanceOf(EnvironmentException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(memory).isEmptyDirectory();
    assertThat(disk).isEmptyDirectory();
    locations.create("pool", "1", ROOM, warnings::add).close();
  }

  @Test
  void fallsBackToDiskWithAWarningWhenMemoryIsMissing() {
    StoreLocations locations = new StoreLocations(memory.resolve("missing"), disk);
    try (StoreDirectory store = locations.create("pool", "1", ROOM, warnings::add)) {
      assertThat(store.path()).startsWith(disk);
      assertThat(warnings).singleElement().asString().contains("missing", "slower");
    }
  }

  @Test
  void isAnErrorWithFiguresWhenThereIsNoRoomAnywhere() {
    StoreLocations locations = new StoreLocations(memory, disk);

    assertThatThrownBy(() -> locations.create("pool", "1", Long.MAX_VALUE, warnings::add))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no room for the host store")
        .hasMessageContaining("KiB free")
        .hasMessageContaining("--shm-size");
  }

  @Test
  void aDirectoryThatOthersCanEnterIsLeftAlone(@TempDir Path state) throws IOException {
    Path user = Files.createDirectory(memory.resolve("baton-" + System.getProperty("user.name")));
    Files.setPosixFilePermissions(user, PosixFilePermissions.fromString("rwxr-xr-x"));
    StoreLocations locations = new StoreLocations(memory, disk, state.resolve("names"));
    try (StoreDirectory store = locations.create("pool", "1", ROOM, warnings::add)) {
      assertThat(store.path()).startsWith(memory);
      assertThat(store.path().getParent()).isNotEqualTo(user);
      assertThat(warnings).isEmpty();
      assertThat(locations.list()).containsExactly(store.path());
      assertThat(locations.squatted()).containsExactly(user);
    }
    try (StoreDirectory sole = locations.createSole("sole")) {
      assertThat(sole).isNotNull();
      assertThat(locations.findSole("sole")).isEqualTo(sole.path());
    }
    assertThat(user).isEmptyDirectory();
  }

  @Test
  void sweepingRemovesTheStoresOfKilledProcessesAndNoOthers() throws Exception {
    StoreLocations locations = new StoreLocations(memory, disk);
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                memory.toString(),
                disk.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (StoreDirectory mine = locations.create("pool", "mine", ROOM, warnings::add)) {
      Path childs = Path.of(child.inputReader(StandardCharsets.UTF_8).readLine());
      assertThat(locations.sweepDead()).isZero();
      assertThat(locations.list()).containsExactlyInAnyOrder(mine.path(), childs);

      child.destroyForcibly().waitFor();

      assertThat(locations.sweepDead()).isEqualTo(1);
      assertThat(locations.list()).containsExactly(mine.path());
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatAKilledMakerLeftUnfinishedIsNoStoreAndIsSwept() throws Exception {
    StoreLocations locations = new StoreLocations(memory, disk);
    try (StoreDirectory store = locations.create("pool", "1", ROOM, warnings::add)) {
      Path user = store.path().getParent();
      Path locked = Files.createDirectory(user.resolve(".pool.2"));
      Files.createFile(locked.resolve("lock")); // by nobody any more
      Path bare = Files.createDirectory(user.resolve(".pool.3"));

      assertThat(locations.list()).containsExactly(store.path());
      assertThat(locations.sweepDead()).isEqualTo(1);
      assertThat(bare).as("may be one that is being made").isDirectory();

      Files.setLastModifiedTime(bare, FileTime.from(Instant.now().minusSeconds(120)));

      assertThat(locations.sweepDead()).isEqualTo(1);
      assertThat(user).isDirectoryNotContaining(path -> !path.equals(store.path()));
    }
  }

  /** A child process with a store of its own. */
  static final class Owner {

    private Owner() {}

    public static void main(String[] args) throws IOException {
      StoreDirectory store =
          new StoreLocations(Path.of(args[0]), Path.of(args[1]))
              .create("pool", "child", ROOM, System.err::println);
      System.out.println(store.path());
      System.in.read();
    }
  }
}
