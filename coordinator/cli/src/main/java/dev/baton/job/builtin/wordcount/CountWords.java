package dev.baton.job.builtin.wordcount;

import dev.baton.TaskFunction;
import dev.baton.job.builtin.ByteOrderMark;
import dev.baton.job.builtin.GzipInput;
import dev.baton.job.split.FileRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Counts the words that begin in a range of a text file, or all those of a compressed file. */
record CountWords() implements TaskFunction<FileRange, WordCounts> {

  @Override
  public WordCounts apply(FileRange range) throws IOException {
    WordTable words = new WordTable();
    String note = null;
    try (FileChannel file = range.open()) {
      if (GzipInput.isNameOf(range.path())) {
        note = countCompressed(file, words);
      } else if (range.size() == 0) {
        // Some files say they are empty and are not: those in /proc.
        countAll(Channels.newInputStream(file), words);
      } else {
        countRange(range, file, words);
      }
    }
    return WordCounts.of(words, note);
  }

  private static @Nullable String countCompressed(FileChannel file, WordTable words)
      throws IOException {
    try (GzipInput text = new GzipInput(Channels.newInputStream(file))) {
      countAll(text, words);
      return text.note();
    }
  }

  private static void countAll(InputStream text, WordTable words) throws IOException {
    new WordScanner(words, ByteOrderMark.skip(text), Long.MAX_VALUE).scan(false);
  }

  private static void countRange(FileRange range, FileChannel file, WordTable words)
      throws IOException {
    if (range.start() == 0) {
      // Of UTF-8 it is a format character before the first word; of others no word can be read.
      ByteOrderMark.length(file);
    }
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
}
