package dev.baton.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an outsider sees of the {@link Members} of a directory: cheap, and without taking part. The
 * processes go on meanwhile, so the parts need not be of one instant.
 *
 * @param header the first bytes, which belong to whoever made the directory
 * @param lines of the processes, in order; of those that have ended, too
 */
public record MembersView(ByteBuffer header, List<Line> lines) {

  /**
   * The line of a process.
   *
   * @param pid the process
   * @param words how many of its words are in use
   */
  public record Line(long pid, int words) {

    /** Whether that process, or a later one of the same number, lives. */
    public boolean isAlive() {
      return ProcessHandle.of(pid).isPresent();
    }
  }

  /**
   * Reads them.
   *
   * @throws IOException if they are not there, or not whole
   */
  public static MembersView read(Path directory) throws IOException {
    try (RandomAccessFile file = open(directory)) {
      ByteBuffer start = read(file, 0, Members.FIRST_LINE);
      List<Line> lines = new ArrayList<>();
      for (int number = 0; number < Members.LINES; number++) {
        ByteBuffer line =
            read(file, Members.FIRST_LINE + number * Members.LINE_BYTES, Members.LINE_BYTES);
        if (line.getLong(0) == 0) {
          break; // lines are taken from the first on: none after it was ever used
        }
        lines.add(new Line(start.getLong(Members.PIDS + number * Long.BYTES), words(line)));
      }
      return new MembersView(start, List.copyOf(lines));
    }
  }

  /**
   * Reads only the beginning of the header: far less than all.
   *
   * @throws IOException if it is not there, or not whole
   */
  public static ByteBuffer header(Path directory, int bytes) throws IOException {
    try (RandomAccessFile file = open(directory)) {
      return read(file, 0, bytes);
    }
  }

  /** No interrupt closes it, as it would close a channel: who is interrupted must not miscount. */
  private static RandomAccessFile open(Path directory) throws IOException {
    return new RandomAccessFile(directory.resolve(Members.FILE).toFile(), "r");
  }

  private static int words(ByteBuffer line) {
    int used = 0;
    for (int word = 1; word <= Members.WORDS; word++) {
      used += line.getLong(word * Long.BYTES) == 0 ? 0 : 1;
    }
    return used;
  }

  private static ByteBuffer read(RandomAccessFile file, int from, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(from);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
