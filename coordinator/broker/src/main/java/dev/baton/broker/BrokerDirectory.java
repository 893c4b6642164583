package dev.baton.broker;

import dev.baton.EnvironmentException;
import dev.baton.config.FileProblem;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.login.JoinToken;
import dev.baton.log.kafka.login.KeyLoginModule;
import dev.baton.process.FileTree;
import dev.baton.process.TempDirectory;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one broker, owned by the process that runs it.
 *
 * <pre>
 * baton-broker-4711/      0700
 *   lock                  locked while the broker runs; the kernel releases it however that ends
 *   password              0600, of the user who may do everything
 *   password-agent        0600, of the users of other hosts, if it listens for them; likewise
 *   password-worker
 *   client.properties     0600, ready to be used as --kafka-config
 *   certificate.pem       0600, key and certificate for other hosts, if it listens for them
 *   join-token            0600, ready to be used as --join-file of 'baton worker', likewise
 *   client-token          0600, the same for 'baton run' and 'status'
 *   kafka/                0700, Kafka's own
 * </pre>
 */
final class BrokerDirectory implements AutoCloseable {

  static final String TEMPORARY_PREFIX = "baton-broker-";
  static final String LOCK = "lock";
  private static final String KAFKA = "kafka";
  private static final String RECORDS = ".log";

  private static final FileAttribute<?> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;
  private final @Nullable OpenDirectory opened;

  private BrokerDirectory(
      Path path, boolean temporary, FileChannel lock, @Nullable OpenDirectory opened) {
    this.path = path;
    this.temporary = temporary;
    this.lock = lock;
    this.opened = opened;
  }

  /**
   * Takes ownership of a directory.
   *
   * @param kept a directory to keep, created if missing; null for a new temporary one
   * @throws EnvironmentException if it cannot be created, or another broker has it
   */
  static BrokerDirectory take(@Nullable Path kept) {
    try {
      Path path = kept == null ? temporary() : Files.createDirectories(kept, OWNER_DIRECTORY);
      BrokerDirectory directory =
          new BrokerDirectory(
              path, kept == null, lock(path), kept == null ? OpenDirectory.of(path) : null);
      directory.createKafkaDirectory();
      return directory;
    } catch (IOException e) {
      throw new EnvironmentException(
          "The broker's data directory "
              + (kept == null ? "in " + TempDirectory.path() : kept)
              + " cannot be used: "
              + FileProblem.of(e)
              + ".",
          e);
    }
  }

  Path path() {
    return path;
  }

  /** Whether a broker currently owns a directory. */
  static boolean isHeld(Path directory) {
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false; // no broker was ever there, or this user may not look
    }
  }

  /**
   * Where Kafka puts its logs. If they are temporary, this path leads through the open directory:
   * Kafka's threads go on while it is being deleted, and create every directory that they miss,
   * with all its parents; but nothing can be created in a deleted directory.
   */
  Path kafka() {
    return (opened == null ? path : opened.path()).resolve(KAFKA);
  }

  /** The file with the properties that a client needs. */
  static Path clientProperties(Path directory) {
    return directory.resolve("client.properties");
  }

  /** The file with the broker's key and certificate. */
  Path certificate() {
    return path.resolve("certificate.pem");
  }

  /** The file with all that a host needs to join with its workers. */
  static Path joinToken(Path directory) {
    return directory.resolve("join-token");
  }

  /** The file with all that those need who have work for the workers. */
  static Path clientToken(Path directory) {
    return directory.resolve("client-token");
  }

  /** The size of the records in a directory. Files may go meanwhile. */
  static long recordBytes(Path directory) {
    try (Stream<Path> files = Files.walk(directory.resolve(KAFKA))) {
      return files
          .map(Path::toFile)
          .filter(file -> file.getName().endsWith(RECORDS))
          .mapToLong(File::length)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** The port last announced to clients; empty if no broker was ever ready here. */
  static OptionalInt lastPort(Path directory) {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(clientProperties(directory))) {
      properties.load(file);
      String address = properties.getProperty("bootstrap.servers", "");
      return OptionalInt.of(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    } catch (IOException | IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }

  /** Whether a broker has used this directory before. */
  static boolean isFormatted(Path directory) {
    return Files.exists(directory.resolve(KAFKA).resolve("meta.properties"));
  }

  /** Whether the broker has each of a pool's topics from an earlier start. */
  boolean has(PoolTopics topics) {
    return topics.all().stream()
        .allMatch(plan -> Files.isDirectory(kafka().resolve(plan.topic() + "-0")));
  }

  boolean isTemporary() {
    return temporary;
  }

  /** A login of this directory's broker: the one it had before, or a new one. */
  BrokerLogin login(String user) throws IOException {
    Path file = path.resolve(user.equals(KeyLoginModule.OWNER) ? "password" : "password-" + user);
    if (Files.exists(file)) {
      return new BrokerLogin(user, Files.readString(file).strip());
    }
    BrokerLogin login = BrokerLogin.random(user);
    writePrivately(file, login.password());
    return login;
  }

  /** Writes the client properties, which have a new port at each start. */
  void writeClientProperties(Map<String, String> properties) throws IOException {
    Properties file = new Properties();
    file.putAll(properties);
    StringWriter text = new StringWriter();
    file.store(
        text, "Kafka client properties of this broker; for --kafka-config. Keep them secret.");
    writePrivately(clientProperties(path), text.toString());
  }

  /** Writes what processes of other hosts need. */
  void writeTokens(JoinToken join, JoinToken client) throws IOException {
    writePrivately(joinToken(path), join.text() + System.lineSeparator());
    writePrivately(clientToken(path), client.text() + System.lineSeparator());
  }

  /** Removes the tokens: nothing listens for other hosts any more. */
  void removeTokens() throws IOException {
    Files.deleteIfExists(joinToken(path));
    Files.deleteIfExists(clientToken(path));
  }

  /** Releases the directory, and deletes it if it is temporary. */
  @Override
  public void close() throws IOException {
    try (lock;
        opened) {
      if (temporary) {
        FileTree.delete(path);
      }
    }
  }

  private static Path temporary() throws IOException {
    return Files.createTempDirectory(TempDirectory.path(), TEMPORARY_PREFIX, OWNER_DIRECTORY);
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    createPrivately(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException("another broker is using it");
    }
    return channel;
  }

  private void createKafkaDirectory() throws IOException {
    try {
      Files.createDirectory(kafka(), OWNER_DIRECTORY);
    } catch (FileAlreadyExistsException e) {
      // Kept from an earlier start.
    }
  }

  /** Writes all or nothing: a broker killed while it writes must not lock its user out. */
  void writePrivately(Path file, String text) throws IOException {
    Path making = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(making);
    createPrivately(making);
    Files.writeString(making, text);
    Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void createPrivately(Path file) throws IOException {
    try {
      Files.createFile(file, OWNER_FILE);
    } catch (FileAlreadyExistsException e) {
      // Kept from an earlier start.
    }
  }
}
