package dev.baton.agent.connection;

import dev.baton.EnvironmentException;
import dev.baton.link.local.WorkerSocket;
import dev.baton.wire.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sockets of a host's workers, for coordinators of the same host and user.
 *
 * @param store the directory of the host store, which only its owner can enter
 */
public record WorkerSockets(Path store) {

  private static final String FILE = "worker-";

  /**
   * The sockets of workers that are reached in no other way.
   *
   * @throws EnvironmentException if the directory's path is too long for sockets
   */
  List<Address> inboxes(int workers) {
    if (isTooLong(workers - 1)) {
      throw new EnvironmentException(
          file(workers - 1)
              + " is too long for a socket, which may have "
              + WorkerSocket.LONGEST_PATH
              + " characters. Use a shorter name for the pool, or a temp directory with a shorter"
              + " path (TMPDIR).");
    }
    return IntStream.range(0, workers).<Address>mapToObj(this::socket).toList();
  }

  /** The partitions of the workers, each with a socket beside it if the path is not too long. */
  public List<Address> beside(List<Integer> partitions) {
    return IntStream.range(0, partitions.size())
        .mapToObj(number -> beside(new Address.OnLog(partitions.get(number)), number))
        .toList();
  }

  private Address beside(Address.OnLog partition, int number) {
    return isTooLong(number) ? partition : new Address.OnBoth(partition, socket(number));
  }

  private boolean isTooLong(int number) {
    return file(number).length() > WorkerSocket.LONGEST_PATH;
  }

  private Address.OnSocket socket(int number) {
    return new Address.OnSocket(file(number));
  }

  private String file(int number) {
    return store.resolve(FILE + number).toString();
  }
}
