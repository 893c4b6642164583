package dev.baton.pool.medium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultSpoolTest {

  private static final List<byte[]> RECORDS =
      List.of(new byte[] {1}, new byte[0], new byte[100_000], new byte[] {2});

  @TempDir private Path folder;

  private final List<byte[]> out = new ArrayList<>();

  @Test
  void recordsComeOutAsAndInTheOrderInWhichTheyWentIn() {
    try (ResultSpool spool = new ResultSpool(null)) {
      spool.readAll(out::add);
      assertThat(out).isEmpty();
      RECORDS.forEach(spool::add);

      spool.readAll(out::add);

      assertThat(out).usingRecursiveComparison().isEqualTo(RECORDS);
    }
  }

  @Test
  void whatAProcessLeavesInADataDirectoryIsFoundByTheNext() throws IOException {
    Path data = folder.resolve("job/broker");
    try (ResultSpool spool = new ResultSpool(data)) {
      RECORDS.forEach(spool::add);
    }

    ResultSpool.readLeft(data, out::add);

    assertThat(out).usingRecursiveComparison().isEqualTo(RECORDS);
    assertThat(Files.getPosixFilePermissions(data))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(file(data)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whatWasWrittenInPartIsPassedOver() throws IOException {
    try (ResultSpool spool = new ResultSpool(folder)) {
      RECORDS.forEach(spool::add);
    }
    try (FileChannel file = FileChannel.open(file(folder), StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 1);
    }

    ResultSpool.readLeft(folder, out::add);

    assertThat(out).usingRecursiveComparison().isEqualTo(RECORDS.subList(0, 3));
  }

  @Test
  void whatIsRemovedIsFoundByNobody() {
    try (ResultSpool spool = new ResultSpool(folder)) {
      RECORDS.forEach(spool::add);
      spool.remove();
    }

    ResultSpool.readLeft(folder, out::add);

    assertThat(out).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  private static Path file(Path directory) {
    return directory.resolve("socket-results");
  }
}
