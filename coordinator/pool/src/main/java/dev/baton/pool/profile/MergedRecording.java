package dev.baton.pool.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of several JVMs as one.
 *
 * @param jvms the chunks of each, in the order in which the JVMs began
 */
record MergedRecording(List<Jvm> jvms) {

  private static final String SUFFIX = ".jfr";

  MergedRecording {
    jvms = List.copyOf(jvms);
  }

  /**
   * What one JVM has written.
   *
   * @param chunks in the order in which they began; at least one
   * @param isDamaged whether there is something that cannot be read
   */
  record Jvm(List<RecordedChunk> chunks, boolean isDamaged) {

    long startNs() {
      return chunks.isEmpty() ? Long.MAX_VALUE : chunks.getFirst().startNs();
    }
  }

  /**
   * Looks for the files of flight recorders in the directories of a directory, one for each JVM.
   * What lies beside these directories was written for other purposes.
   *
   * @throws IOException if they cannot be read
   */
  static MergedRecording of(Path directory) throws IOException {
    List<Jvm> jvms = new ArrayList<>();
    for (Path jvm : children(directory).filter(Files::isDirectory).toList()) {
      List<RecordedChunk> chunks = new ArrayList<>();
      boolean isDamaged = false;
      for (Path file : children(jvm).filter(MergedRecording::isRecording).toList()) {
        RecordedChunk.Contents found = RecordedChunk.of(file);
        chunks.addAll(found.chunks());
        isDamaged |= found.isDamaged();
      }
      chunks.sort(Comparator.comparingLong(RecordedChunk::startNs));
      jvms.add(new Jvm(chunks, isDamaged));
    }
    jvms.sort(Comparator.comparingLong(Jvm::startNs));
    return new MergedRecording(jvms);
  }

  /**
   * Writes the file, chunk by chunk: whatever ends this, what is there can be read. Leaves out
   * chunks that turn out to be damaged.
   *
   * @return how many JVMs have something that could not be read
   * @throws IOException if the file cannot be written
   */
  int writeTo(Path file) throws IOException {
    int damaged = 0;
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      Output output = new Output(out);
      for (Jvm jvm : jvms) {
        boolean isDamaged = jvm.isDamaged();
        output.nextJvm();
        for (RecordedChunk chunk : jvm.chunks()) {
          isDamaged |= !output.append(chunk.read());
        }
        damaged += isDamaged ? 1 : 0;
      }
    }
    return damaged;
  }

  boolean isEmpty() {
    return jvms.stream().allMatch(jvm -> jvm.chunks().isEmpty());
  }

  private static final class Output {

    private final FileChannel file;
    private @Nullable ChunkClock clock;
    private boolean isOfAnother;

    Output(FileChannel file) {
      this.file = file;
    }

    void nextJvm() {
      isOfAnother = clock != null;
    }

    /** Returns false for a chunk that is damaged. */
    boolean append(byte[] chunk) throws IOException {
      ChunkClock common = clock == null ? ChunkClock.of(ByteBuffer.wrap(chunk)) : clock;
      byte[] translated;
      try {
        translated = TranslatedChunk.of(chunk, common);
      } catch (IOException e) {
        return false;
      }
      if (isOfAnother) {
        write(TranslatedChunk.separator(translated));
      }
      write(translated);
      clock = common;
      isOfAnother = false;
      return true;
    }

    private void write(byte[] bytes) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        var _ = file.write(rest);
      }
    }
  }

  private static boolean isRecording(Path file) {
    return file.toString().endsWith(SUFFIX);
  }

  private static Stream<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList().stream();
    }
  }
}
