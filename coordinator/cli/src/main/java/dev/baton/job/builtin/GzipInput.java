package dev.baton.job.builtin;

import dev.baton.job.JobFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What a gzip file holds: the content of all its members (RFC 1952), one after the other.
 *
 * <p>The JDK's {@link java.util.zip.GZIPInputStream} takes a later member with a damaged header for
 * the end of the file, and says nothing. Here a file is read to its last byte, and whatever is
 * wrong with it is a {@link JobFailedException} that says where. As with {@code gzip -d}, zeros
 * behind the last member are padding, and anything else there is ignored, which {@link #note} says.
 *
 * <p>Used by one thread at a time.
 */
public final class GzipInput extends InputStream {

  /** How a member begins: two magic bytes and the compression method, deflate. */
  private static final int[] SIGNATURE = {0x1F, 0x8B, 8};

  private static final int HEADER_TIME_AND_SYSTEM_BYTES = 6;
  private static final int HAS_HEADER_CHECK_SUM = 1 << 1;
  private static final int HAS_EXTRA = 1 << 2;
  private static final int HAS_NAME = 1 << 3;
  private static final int HAS_COMMENT = 1 << 4;
  private static final int RESERVED_FLAGS = 0xE0;

  private final GzipBytes bytes;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checkSum = new CRC32();

  /** The number of the member that is being read, from 1. */
  private long member;

  private long memberStart;
  private boolean ended;
  private @Nullable String note;

  /** The content of a compressed stream, which is closed with this one. */
  public GzipInput(InputStream compressed) {
    this.bytes = new GzipBytes(compressed);
  }

  /** Whether a file is compressed, by its name. Such a file can only be read as a whole. */
  public static boolean isNameOf(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** What a person should know about a file that was read to its end; null if there is nothing. */
  public @Nullable String note() {
    return note;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads some bytes of the content.
   *
   * @throws JobFailedException if the file is damaged
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (member == 0) {
      beginMember();
    }
    while (!ended) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        checkSum.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
        beginMember();
      } else if (bytes.available(1) == 0) {
        throw truncated();
      } else {
        bytes.giveTo(inflater);
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) {
    try {
      int count = inflater.inflate(target, offset, length);
      if (inflater.needsDictionary()) {
        throw damaged("it asks for a dictionary");
      }
      return count;
    } catch (DataFormatException e) {
      bytes.takeBackFrom(inflater);
      throw damaged("its data make no sense: " + e.getMessage());
    }
  }

  private void beginMember() throws IOException {
    memberStart = bytes.position();
    if (member > 0 && !seesMember()) {
      ignoreRest();
      ended = true;
      return;
    }
    member++;
    readHeader();
    checkSum.reset();
    inflater.reset();
    bytes.giveTo(inflater);
  }

  /** Whether what follows is a member, or was one before it was damaged or cut. */
  private boolean seesMember() throws IOException {
    int there = bytes.available(SIGNATURE.length);
    int alike = 0;
    for (int i = 0; i < there; i++) {
      alike += bytes.peek(i) == SIGNATURE[i] ? 1 : 0;
    }
    return there > 0 && (alike == there || alike > 1);
  }

  private void ignoreRest() throws IOException {
    boolean padding = true;
    int lastFour = 0;
    for (int next = bytes.next(); next >= 0; next = bytes.next()) {
      padding &= next == 0;
      lastFour = lastFour << 8 | next;
      if ((lastFour & (-1 << Byte.SIZE | RESERVED_FLAGS)) == 0x1F8B0800) {
        throw new JobFailedException(
            "the gzip file is damaged: a member begins at byte %,d, but what is before it, from byte %,d on, belongs to none"
                .formatted(bytes.position() - Integer.BYTES, memberStart));
      }
    }
    if (!padding) {
      note =
          "decompressed, but ignored the last %,d bytes, which are not of the gzip format (trailing garbage)"
              .formatted(bytes.position() - memberStart);
    }
  }

  private void readHeader() throws IOException {
    if (member == 1 && bytes.available(1) == 0) {
      throw new JobFailedException("this is no complete gzip file: it is empty");
    }
    checkSum.reset();
    for (int expected : SIGNATURE) {
      if (headerByte() != expected) {
        throw member == 1
            ? new JobFailedException(
                "this is no complete gzip file: it does not begin like one; rename it if it is not"
                    + " compressed")
            : damaged("its header is not one of a gzip member");
      }
    }
    int flags = headerByte();
    if ((flags & RESERVED_FLAGS) != 0) {
      throw damaged("its header has flags that do not exist");
    }
    skipHeader(HEADER_TIME_AND_SYSTEM_BYTES);
    if ((flags & HAS_EXTRA) != 0) {
      skipHeader(headerByte() | headerByte() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipHeaderText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipHeaderText();
    }
    if ((flags & HAS_HEADER_CHECK_SUM) != 0) {
      int computed = (int) checkSum.getValue() & 0xFFFF;
      if ((headerByte() | headerByte() << 8) != computed) {
        throw damaged("its header is not the one its check sum was made of");
      }
    }
  }

  private void skipHeader(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      headerByte();
    }
  }

  private void skipHeaderText() throws IOException {
    while (headerByte() != 0) {}
  }

  private int headerByte() throws IOException {
    int next = next();
    checkSum.update(next);
    return next;
  }

  private void endMember() throws IOException {
    bytes.takeBackFrom(inflater);
    if (nextInt() != (int) checkSum.getValue()) {
      throw damaged("its content is not the one its check sum was made of");
    }
    if (nextInt() != (int) inflater.getBytesWritten()) {
      throw damaged("its content is not as long as it says");
    }
  }

  private int nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private int next() throws IOException {
    int next = bytes.next();
    if (next < 0) {
      throw truncated();
    }
    return next;
  }

  private JobFailedException truncated() {
    return new JobFailedException(
        "this is no complete gzip file: it ends at byte %,d, within member %,d, which begins at byte %,d"
            .formatted(bytes.position(), member, memberStart));
  }

  private JobFailedException damaged(String what) {
    return new JobFailedException(
        "the gzip file is damaged at byte %,d, in member %,d, which begins at byte %,d: %s"
            .formatted(bytes.position(), member, memberStart, what));
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    bytes.close();
  }
}
