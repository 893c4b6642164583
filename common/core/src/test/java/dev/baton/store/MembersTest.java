package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import dev.baton.store.Members.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of one process; what the death of others does is in {@code BlobProcessesIT}. */
class MembersTest {

  @TempDir private Path directory;
  private Members members;

  @BeforeEach
  void create() {
    members = Members.create(directory);
  }

  @AfterEach
  void close() {
    members.close();
  }

  @Test
  void eachLineHasATokenOfItsOwnThatLives() {
    Set<Long> tokens = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Line line = members.join();
      assertThat(line.token()).isPositive();
      assertThat(tokens.add(line.token())).isTrue();
    }

    assertThat(tokens).allMatch(members::isAlive);
    assertThat(members.isAlive(tokens.iterator().next() + Members.LINES)).isFalse();
  }

  @Test
  void whatALineSaysIsReadByItsNumberAndStartsWithZeros() {
    Line first = members.join();
    Line second = members.join();
    second.set(0, 7);
    second.set(Members.WORDS - 1, 8);

    assertThat(members.line(1).token()).isEqualTo(second.token());
    assertThat(members.line(1).get(0)).isEqualTo(7);
    assertThat(members.line(1).get(1)).isZero();
    assertThat(members.line(1).get(Members.WORDS - 1)).isEqualTo(8);
    assertThat(members.line(0).get(0)).isZero();
    assertThat(members.line(2).token()).isZero();
    assertThat(first.token()).isEqualTo(members.line(0).token());
  }

  @Test
  void allLinesCanBeTakenAndNoMore() {
    for (int i = 0; i < Members.LINES; i++) {
      assertThat(members.join().token()).isPositive();
    }

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> members.join())
        .withMessageContaining("All 256 places");
  }

  @Test
  void theHeaderIsSharedAndStartsWithZeros() throws IOException {
    assertThat(members.header().get(ValueLayout.JAVA_LONG, 0)).isZero();
    members.header().set(ValueLayout.JAVA_LONG, 2040, 5);

    Members same = Members.open(directory);

    assertThat(same.header().get(ValueLayout.JAVA_LONG, 2040)).isEqualTo(5);
    same.close();
  }

  @Test
  void anOutsiderSeesWhoseLinesAreInUse() throws IOException {
    assertThat(MembersView.read(directory).lines()).isEmpty();
    Line first = members.join();
    var _ = members.join();
    first.set(0, 7);
    first.set(62, 8);
    members.header().set(ValueLayout.JAVA_LONG, 0, 5);

    MembersView view = MembersView.read(directory);

    long me = ProcessHandle.current().pid();
    assertThat(view.lines())
        .containsExactly(new MembersView.Line(me, 2), new MembersView.Line(me, 0));
    assertThat(view.lines().getFirst().isAlive()).isTrue();
    assertThat(new MembersView.Line(Integer.MAX_VALUE, 1).isAlive()).isFalse();
    assertThat(view.header().getLong(0)).isEqualTo(5);
  }

  @Test
  void anOutsiderSeesAllLines() throws IOException {
    for (int i = 0; i < Members.LINES; i++) {
      var _ = members.join();
    }

    assertThat(MembersView.read(directory).lines()).hasSize(Members.LINES);
  }

  @Test
  void afterClosingThereIsAnExceptionForEveryUse() {
    Line line = members.join();
    Members other = Members.create(createDirectory("other"));
    other.close();

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> other.line(0).token());
    assertThatExceptionOfType(EnvironmentException.class).isThrownBy(() -> other.join());
    assertThat(members.isAlive(line.token())).isTrue();
  }

  @Test
  void halfAFileIsNotOpened() throws IOException {
    Path half = createDirectory("half");
    Files.write(half.resolve("members"), new byte[4096]);

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Members.open(half));
  }

  private Path createDirectory(String name) {
    try {
      return Files.createDirectory(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
