package dev.baton.broker;

import dev.baton.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an embedded broker.
 *
 * @param pool the pool whose topics it creates before it is ready
 * @param port its port on the loopback interface; 0 takes a free one
 * @param dataDirectory where records are kept after it ends; null for a temporary directory that is
 *     deleted with it
 * @param brief whether it serves a single run: it then starts faster, and is slower under full load
 * @param inboxPartitions the maximum number of workers in the pool
 * @param resultPartitions the maximum number of coordinators with a results partition of their own
 * @param heapBytes its maximum heap size
 * @param remote where it listens for other hosts; null for nowhere
 */
public record BrokerConfig(
    String pool,
    int port,
    @Nullable Path dataDirectory,
    boolean brief,
    int inboxPartitions,
    int resultPartitions,
    long heapBytes,
    @Nullable RemoteListener remote) {

  /** Enough for several workers per core of a large machine, at a fraction of a ms each. */
  public static final int DEFAULT_INBOX_PARTITIONS = 32;

  /** The number of concurrent coordinators; more of them share partitions. */
  public static final int DEFAULT_RESULT_PARTITIONS = 4;

  static final int LARGEST_PORT = 65_535;

  /** Checks the values. */
  public BrokerConfig {
    if (port < 0 || port > LARGEST_PORT) {
      throw new UsageException(
          "A port is a number from 1 to " + LARGEST_PORT + ", not " + port + '.');
    }
    if (inboxPartitions < 1 || resultPartitions < 1) {
      throw new UsageException("A topic has at least one partition.");
    }
  }

  /** A broker for one run, on a free port, whose data is deleted when it ends. */
  public static BrokerConfig temporary(String pool) {
    return new BrokerConfig(
        pool,
        0,
        null,
        true,
        DEFAULT_INBOX_PARTITIONS,
        DEFAULT_RESULT_PARTITIONS,
        BrokerHeap.defaultBytes(),
        null);
  }

  /** The same configuration with another port. */
  public BrokerConfig withPort(int other) {
    return new BrokerConfig(
        pool, other, dataDirectory, brief, inboxPartitions, resultPartitions, heapBytes, remote);
  }

  /** The same configuration with data kept in a directory. */
  public BrokerConfig withDataDirectory(Path directory) {
    return new BrokerConfig(
        pool, port, directory, false, inboxPartitions, resultPartitions, heapBytes, remote);
  }

  /**
   * The same configuration with the data of one run in a directory, from which a later start
   * continues.
   */
  public BrokerConfig withRunDirectory(Path directory) {
    return new BrokerConfig(
        pool, port, directory, true, inboxPartitions, resultPartitions, heapBytes, remote);
  }

  /** The same configuration with another number of inboxes. */
  public BrokerConfig withInboxPartitions(int count) {
    return new BrokerConfig(
        pool, port, dataDirectory, brief, count, resultPartitions, heapBytes, remote);
  }

  /** The same configuration with a listener for other hosts. */
  public BrokerConfig withRemote(RemoteListener listener) {
    return new BrokerConfig(
        pool, port, dataDirectory, brief, inboxPartitions, resultPartitions, heapBytes, listener);
  }

  /** The block that tells the child its configuration. */
  Map<String, String> toBlock() {
    Map<String, String> block = new TreeMap<>();
    block.put("pool", pool);
    block.put("port", Integer.toString(port));
    block.put("brief", Boolean.toString(brief));
    block.put("inboxPartitions", Integer.toString(inboxPartitions));
    block.put("resultPartitions", Integer.toString(resultPartitions));
    block.put("heapBytes", Long.toString(heapBytes));
    Optional.ofNullable(dataDirectory)
        .ifPresent(directory -> block.put("dataDirectory", directory.toAbsolutePath().toString()));
    Optional.ofNullable(remote).ifPresent(listener -> listener.addTo(block));
    return block;
  }

  static BrokerConfig fromBlock(Map<String, String> block) {
    @Nullable String directory = block.get("dataDirectory");
    return new BrokerConfig(
        value(block, "pool"),
        Integer.parseInt(value(block, "port")),
        directory == null ? null : Path.of(directory),
        Boolean.parseBoolean(value(block, "brief")),
        Integer.parseInt(value(block, "inboxPartitions")),
        Integer.parseInt(value(block, "resultPartitions")),
        Long.parseLong(value(block, "heapBytes")),
        RemoteListener.of(block));
  }

  private static String value(Map<String, String> block, String key) {
    String value = block.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key + " in the block");
    }
    return value;
  }
}
