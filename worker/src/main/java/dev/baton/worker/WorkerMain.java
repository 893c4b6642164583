package dev.baton.worker;

import dev.baton.BatonException;
import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.process.Descendants;
import dev.baton.process.OrderlyEnd;
import dev.baton.process.ParentLink;
import dev.baton.store.HostState;
import dev.baton.store.StoreLocations;
import dev.baton.store.blob.BlobReader;
import dev.baton.store.blob.BlobWriter;
import dev.baton.store.blob.StoreLimits;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.store.chronicle.ChronicleAreaFiles;
import dev.baton.store.chronicle.ChronicleHostState;
import dev.baton.store.chronicle.SharedValues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The worker process. Started by a host agent, which sends blocks: a {@link WorkerPlace} at once,
 * Kafka client properties when there is a broker, an {@link Assignment}, and then {@link
 * WorkerCommand}s.
 */
public final class WorkerMain {

  /** The agent's own connection fails sooner when there is no broker, and ends its workers. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);

  private WorkerMain() {}

  /** Runs the worker until it is told to end or its agent is gone. */
  public static void main(String[] args) {
    ParentLink link = ParentLink.open();
    OrderlyEnd.limit(
        ParentLink.HALT_AFTER,
        () -> WorkerExit.say("Worker ends: a shutdown hook blocked its end."),
        WorkerExit.HOOKS_BLOCKED);
    try {
      run(link);
    } catch (IOException e) {
      // The agent is gone; the link ends the process.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BatonException e) {
      link.error(e.getMessage() == null ? e.toString() : e.getMessage());
      Runtime.getRuntime().halt(WorkerExit.CANNOT_START);
    } catch (RuntimeException | Error e) {
      WorkerExit.halt(WorkerExit.BROKEN, "it could not start.", e);
    }
    Runtime.getRuntime().halt(WorkerExit.ORDERLY);
  }

  private static void run(ParentLink link) throws IOException, InterruptedException {
    WorkerPlace place = WorkerPlace.of(link.readBlock());
    // A killed agent cannot remove its store; whichever worker is first does it then.
    link.onParentGone(() -> StoreLocations.ofThisHost().sweepDead());
    HostState state = ChronicleHostState.open(place.store());
    AllowList allowed = AllowList.standard();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    FailureCodec failures = new FailureCodec(allowed, loader);
    BlobReader reader = new BlobReader(StoreLocations.ofThisHost());
    SharedValues values = new SharedValues(reader);
    TaskBlobs blobs =
        new TaskBlobs(
            reader,
            () -> ownBlobs(place.store()),
            RunningTask::scopeOfThread,
            handles -> new KryoCodec(allowed, loader, values.typesAfter(handles)));
    WarmUp.run(blobs.codec(), failures);

    Log log = KafkaLog.connect(place.pool(), link.readBlock(), CONNECT_LIMIT);
    Assignment assignment = Assignment.of(link.readBlock());
    Worker worker = Worker.start(place, assignment, state, log, blobs, values, failures);
    link.onParentGone(
        () -> {
          Descendants.killOwn();
          StoreLocations.ofThisHost().sweepDead();
          worker.sayHostIsDown();
          worker.disconnect();
        });
    link.ready(Map.of("pid", Long.toString(ProcessHandle.current().pid())));

    switch (WorkerCommand.of(link.readBlock())) {
      case WorkerCommand.Drain(var limit) -> worker.drain(limit);
    }
    Descendants.killOwn();
  }

  private static BlobWriter ownBlobs(Path store) {
    return new BlobWriter(store, StoreLimits.read(store), ChronicleAreaFiles.ifPossible());
  }
}
