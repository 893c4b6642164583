package dev.baton.job.builtin.wordcount;

import dev.baton.TaskFunction;
import dev.baton.job.JobFailedException;
import dev.baton.job.split.FileRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Counts the words that begin in a range of a text file, or all those of a compressed file. */
record CountWords() implements TaskFunction<FileRange, WordCounts> {

  private static final int GZIP_BUFFER_BYTES = 1 << 16;

  /** Whether a file is compressed, and so can only be read as a whole. */
  static boolean isCompressed(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  @Override
  public WordCounts apply(FileRange range) throws IOException {
    WordTable words = new WordTable();
    try (FileChannel file = range.open()) {
      if (isCompressed(range.path())) {
        countCompressed(file, words);
      } else if (range.size() == 0) {
        // Some files say they are empty and are not: those in /proc.
        new WordScanner(words, Channels.newInputStream(file), Long.MAX_VALUE).scan(false);
      } else {
        countRange(range, file, words);
      }
    }
    return WordCounts.lowerCased(words);
  }

  private static void countRange(FileRange range, FileChannel file, WordTable words)
      throws IOException {
    int behind = (int) Math.min(range.start(), WordBoundary.LOOK_BEHIND);
    int ahead = (int) Math.min(range.size() - range.start(), WordBoundary.LOOK_AHEAD);
    ByteBuffer around = ByteBuffer.allocate(behind + ahead);
    file.position(range.start() - behind);
    while (around.hasRemaining() && file.read(around) >= 0) {}
    WordBoundary boundary = WordBoundary.at(around.array(), behind);
    file.position(range.start() + boundary.offset());
    long owned = range.length() - boundary.offset();
    // What was appended since the job began is no part of it.
    new WordScanner(words, Channels.newInputStream(file), owned).scan(boundary.insideWord());
  }

  private static void countCompressed(FileChannel file, WordTable words) throws IOException {
    try (InputStream in = new GZIPInputStream(Channels.newInputStream(file), GZIP_BUFFER_BYTES)) {
      new WordScanner(words, in, Long.MAX_VALUE).scan(false);
    } catch (ZipException | EOFException e) {
      throw new JobFailedException("this is no complete gzip file: " + e.getMessage(), e);
    }
  }
}
