package dev.baton.store.writer;

import java.util.List;

/**
 * What the segments of an area hold, for whoever wants to know: readers of blobs need no more than
 * their references. Thread-safe; written by the area's owner.
 */
public interface Catalogue extends AutoCloseable {

  /** So many segments are described; there may be more. */
  int ROOM = 1024;

  /**
   * A segment.
   *
   * @param number its file's
   * @param sequence of the blob that it holds, or 0 if it is kept warm for the next one
   * @param length of the blob in bytes
   * @param capacity how many bytes there is room for
   * @param sinceMs when that became so, in milliseconds since the epoch
   */
  record Entry(int number, long sequence, long length, long capacity, long sinceMs) {}

  /** A catalogue that nobody reads. */
  Catalogue NONE =
      new Catalogue() {
        @Override
        public void note(Entry entry) {}

        @Override
        public void remove(int number) {}

        @Override
        public List<Entry> entries() {
          return List.of();
        }

        @Override
        public void close() {}
      };

  /** Notes what a segment holds now. */
  void note(Entry entry);

  /** A segment is gone. */
  void remove(int number);

  /** What is noted, in no order. */
  List<Entry> entries();

  /** Gives the memory back in this process. */
  @Override
  void close();
}
