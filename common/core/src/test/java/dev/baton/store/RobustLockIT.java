package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock between real processes, of which some are killed. */
class RobustLockIT {

  @TempDir private Path directory;
  private LockUser user;
  private final List<ChildJvm> children = new ArrayList<>();

  @BeforeEach
  void createMembers() {
    user = new LockUser(Members.create(directory));
  }

  @AfterEach
  void endAll() {
    children.forEach(ChildJvm::close);
    user.close();
  }

  @Test
  void processesExcludeEachOther() throws Exception {
    int each = 100_000;
    for (int i = 0; i < 3; i++) {
      start("add", each);
    }
    for (ChildJvm child : children) {
      child.awaitLine("opened");
    }
    for (ChildJvm child : children) {
      child.go();
    }
    for (int i = 0; i < each; i++) {
      user.add();
    }
    for (ChildJvm child : children) {
      assertThat(child.exitCode()).isZero();
    }

    assertThat(user.count()).isEqualTo(4L * each);
  }

  @Test
  void theLockOfAKilledProcessIsTakenOver() throws Exception {
    ChildJvm holder = start("hold");
    holder.awaitLine("held");

    holder.kill();
    boolean fromDead = user.add();

    assertThat(fromDead).isTrue();
    assertThat(user.add()).isFalse();
    assertThat(user.count()).isEqualTo(2);
  }

  @Test
  void processesKilledWhileTheyUseTheLockBlockNobody() throws Exception {
    for (int i = 0; i < 5; i++) {
      start("add", Integer.MAX_VALUE);
    }
    for (ChildJvm child : children) {
      child.awaitLine("opened");
      child.go();
    }
    for (ChildJvm child : children) {
      long before = user.count();
      for (int i = 0; i < 1_000; i++) {
        user.add();
      }
      child.kill();
      assertThat(user.count()).isGreaterThan(before);
      user.add();
    }
    assertThat(user.count()).isNotNegative();
  }

  private ChildJvm start(Object... arguments) throws Exception {
    List<Object> all = new ArrayList<>(List.of(directory));
    all.addAll(List.of(arguments));
    ChildJvm child = ChildJvm.start(LockUser.class, all.toArray());
    children.add(child);
    return child;
  }
}
