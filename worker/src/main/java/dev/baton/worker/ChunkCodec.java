package dev.baton.worker;

import dev.baton.codec.ItemReader;
import dev.baton.codec.ItemWriter;
import dev.baton.store.handle.TaskObjects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the tasks of a chunk one by one, and encodes their results so that these can travel
 * together; or does so for a single task. For the thread that runs them.
 */
final class ChunkCodec implements AutoCloseable {

  private final ResultEncoder encoder;
  private final ReceivedTask tasks;
  private @Nullable ItemReader reader;
  private @Nullable ItemWriter writer;
  private @Nullable EncodedResult written;

  ChunkCodec(ResultEncoder encoder, ReceivedTask tasks) {
    this.encoder = encoder;
    this.tasks = tasks;
  }

  /** Decodes the input of a task. */
  @Nullable Object decode(RunningTask task) {
    if (!tasks.isOfChunk()) {
      return objects().decode(task.entry().payload());
    }
    ItemReader items = reader;
    if (items == null) {
      items = objects().codec().itemReader(task.entry().payload().bytes());
      reader = items;
    }
    return items.read(task.item());
  }

  /** Encodes what a task returned, ready to be sent. */
  EncodedResult encode(RunningTask task, @Nullable Object value) {
    if (!tasks.isOfChunk()) {
      return encoder.encode(task, value);
    }
    ItemWriter items = writer;
    EncodedResult item = written;
    if (items == null || item == null) {
      items = objects().codec().itemWriter();
      item = EncodedResult.asItem(items::addTo);
      writer = items;
      written = item;
    }
    long bytes = items.write(value);
    return encoder.canBeItem(task, items, bytes) ? item : encoder.encode(task, items);
  }

  private TaskObjects objects() {
    return tasks.batch().program().classes().objects();
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
    if (writer != null) {
      writer.close();
    }
  }
}
