package dev.baton.measure.handoff;

import dev.baton.BatonException;
import dev.baton.agent.StoreSizes;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.process.OrderlyEnd;
import dev.baton.process.ParentLink;
import dev.baton.store.MappedHostState;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import dev.baton.store.blob.StoreLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The process at the other end of a measurement: host agent and worker in one. It owns the host
 * store, so that this goes however the measuring process ends.
 */
public final class ReceiverMain {

  /** The pool's name: that of the topics and of the store. */
  static final String POOL = "measure";

  /** What the store's directory is called in the ready message. */
  static final String STORE = "store";

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);

  /** For the state of one worker; the data's room is looked for when there is data. */
  private static final long LEAST_ROOM_BYTES = 1 << 20;

  private ReceiverMain() {}

  /** Runs until the parent is gone. */
  public static void main(String... arguments) {
    ParentLink link = ParentLink.open();
    OrderlyEnd.limit(ParentLink.HALT_AFTER, () -> {}, 1);
    try (StoreDirectory store =
        StoreLocations.ofThisHost()
            .create(
                POOL,
                Long.toString(ProcessHandle.current().pid()),
                LEAST_ROOM_BYTES,
                ReceiverMain::say)) {
      link.onParentGone(store::close);
      run(link, store);
    } catch (IOException e) {
      return; // the parent is gone; the link ends the process
    } catch (BatonException e) {
      link.error(String.valueOf(e.getMessage()));
      Runtime.getRuntime().exit(1);
    }
  }

  private static void say(String warning) {
    System.err.println(warning);
  }

  private static void run(ParentLink link, StoreDirectory store) throws IOException {
    long free = Files.getFileStore(store.path()).getUsableSpace();
    MappedHostState.create(store, 1).close();
    new StoreLimits(ProcessHandle.current().pid(), StoreSizes.defaultBytes(free), 0, null, false)
        .write(store.path());
    try (Log log = KafkaLog.connect(POOL, link.readBlock(), CONNECT_LIMIT);
        Subscription subscription =
            log.subscribe(
                Set.of(
                    new ChannelPartition(Channel.INBOX, 0), new ChannelPartition(Channel.BLOBS, 0)),
                new Start.Latest())) {
      DataReceiver receiver = new DataReceiver(subscription, log.publisher());
      link.ready(Map.of(STORE, store.path().toString()));
      receiver.run();
    }
  }
}
