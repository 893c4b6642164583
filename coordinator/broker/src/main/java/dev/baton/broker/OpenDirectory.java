package dev.baton.broker;

import dev.baton.process.DescriptorPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A directory that this process holds open.
 *
 * @param path leads there by its descriptor, as long as the channel is open
 */
record OpenDirectory(Path path, FileChannel channel) implements AutoCloseable {

  static OpenDirectory of(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(directory);
    try {
      return new OpenDirectory(DescriptorPath.of(directory), channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
