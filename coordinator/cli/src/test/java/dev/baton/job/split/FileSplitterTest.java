package dev.baton.job.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.DataSize;
import dev.baton.UsageException;
import dev.baton.job.JobFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSplitterTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"0, 7, 0", "1, 7, 1", "7, 7, 1", "8, 7, 2", "100, 1, 100", "100, 1000, 1"})
  void dividesAFileWithoutGapsOrOverlaps(long size, long rangeBytes, int count) {
    InputFile file = new InputFile("f", "/f", size, 0);
    FileSplitter splitter = FileSplitter.ofSize(rangeBytes);
    List<FileRange> ranges = splitter.ranges(file).toList();
    assertThat(ranges).hasSize(count);
    assertThat(splitter.count(file)).isEqualTo(count);
    long next = 0;
    for (FileRange range : ranges) {
      assertThat(range.start()).isEqualTo(next);
      assertThat(range.length()).isBetween(1L, rangeBytes);
      next = range.end();
    }
    assertThat(next).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"1000000, 1", "64000000, 32", "536870912, 64", "1099511627776, 131072"})
  void makesRangesOfOneMebibyteToWhatTheJobTakes(long size, long count) {
    FileSplitter splitter = FileSplitter.ofOption(null, 8 << 20);
    assertThat(splitter.count(new InputFile("f", "/f", size, 0))).isEqualTo(count);
  }

  @Test
  void refusesEmptyRanges() {
    assertThatThrownBy(() -> FileSplitter.ofOption(new DataSize(0), 1 << 20))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void noticesThatAFileIsNotTheOneThatWasDivided() throws IOException {
    Path path = Files.writeString(directory.resolve("file"), "abc");
    FileRange range = InputFile.of(path).whole();
    range.open().close();
    Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
    assertThatThrownBy(range::open)
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("changed while the job was reading it");
    Files.delete(path);
    assertThatThrownBy(range::open)
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("no such file");
  }
}
