package dev.baton.job.builtin;

import dev.baton.job.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** The mark that some programs put before a text to say how it is encoded; no part of the text. */
public final class ByteOrderMark {

  private static final byte[] UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] UTF_16_BE = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] UTF_16_LE = {(byte) 0xFF, (byte) 0xFE};
  private static final byte[] UTF_32_BE = {0, 0, (byte) 0xFE, (byte) 0xFF};
  private static final byte[] UTF_32_LE = {(byte) 0xFF, (byte) 0xFE, 0, 0};
  private static final int LONGEST = 4;

  private ByteOrderMark() {}

  /**
   * How many bytes the mark at the beginning of a file takes; 0 if there is none. The position of
   * the channel stays as it is.
   *
   * @throws JobFailedException if it is the mark of another encoding than UTF-8
   */
  public static int length(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(LONGEST);
    while (head.hasRemaining() && file.read(head, head.position()) >= 0) {}
    return length(Arrays.copyOf(head.array(), head.position()));
  }

  /**
   * The text of a stream without the mark that it may begin with.
   *
   * @throws JobFailedException if it is the mark of another encoding than UTF-8
   */
  public static InputStream skip(InputStream text) throws IOException {
    PushbackInputStream rest = new PushbackInputStream(text, LONGEST);
    byte[] head = rest.readNBytes(LONGEST);
    int length = length(head);
    rest.unread(head, length, head.length - length);
    return rest;
  }

  private static int length(byte[] head) {
    // The mark of UTF-32LE begins with that of UTF-16LE.
    if (begins(head, UTF_32_BE) || begins(head, UTF_32_LE)) {
      throw otherEncoding("UTF-32");
    }
    if (begins(head, UTF_16_BE) || begins(head, UTF_16_LE)) {
      throw otherEncoding("UTF-16");
    }
    return begins(head, UTF_8) ? UTF_8.length : 0;
  }

  private static boolean begins(byte[] head, byte[] mark) {
    return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
  }

  private static JobFailedException otherEncoding(String name) {
    return new JobFailedException(
        "the text is %1$s, as its byte order mark says, not UTF-8; make a copy of it with 'iconv -f %1$s -t UTF-8'"
            .formatted(name));
  }
}
