package dev.baton.worker;

import dev.baton.BatonException;
import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.log.Access;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.process.Descendants;
import dev.baton.process.OrderlyEnd;
import dev.baton.process.ParentLink;
import dev.baton.role.Clock;
import dev.baton.standby.StartedWorker;
import dev.baton.store.HostState;
import dev.baton.store.MappedHostState;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.StoredJars;
import dev.baton.store.chronicle.ChronicleCatalogue;
import dev.baton.store.handle.SharedValues;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.writer.BlobWriter;
import dev.baton.wire.Address;
import dev.baton.worker.profile.FlightRecording;
import dev.baton.worker.profile.TaskMarks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The worker process. A host agent starts it and sends blocks: a {@link WorkerPlace} at once; Kafka
 * client properties when there is a broker, or an empty block if there will be none; an {@link
 * Assignment}; and then {@link AgentCommand}s.
 */
public final class WorkerMain {

  /** The agent's own connection fails sooner when there is no broker, and ends its workers. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);

  /**
   * The argument of a worker that is started before its agent is known: it does everything that it
   * can without one, reports that it is warm, and then waits for the first block.
   */
  public static final String STANDBY = "standby";

  private WorkerMain() {}

  /** Runs the worker until it is told to end or its agent is gone. */
  public static void main(String[] args) {
    ParentLink link = ParentLink.open();
    TaskOutput.install();
    OrderlyEnd.limit(
        ParentLink.HALT_AFTER,
        () -> WorkerExit.say("Worker ends: a shutdown hook blocked its end."),
        WorkerExit.HOOKS_BLOCKED);
    try {
      run(link, List.of(args).contains(STANDBY));
    } catch (IOException e) {
      // The agent is gone; the link ends the process.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BatonException e) {
      link.error(e.getMessage() == null ? e.toString() : e.getMessage());
      ParentLink.halt(WorkerExit.CANNOT_START);
    } catch (RuntimeException | Error e) {
      WorkerExit.halt(WorkerExit.BROKEN, "it could not start.", e);
    }
    ParentLink.halt(WorkerExit.ORDERLY);
  }

  private static void run(ParentLink link, boolean isStandby)
      throws IOException, InterruptedException {
    // A killed agent cannot remove its store; the first of its workers to notice does it.
    link.onParentGone(() -> StoreLocations.ofThisHost().sweepDead());
    ProgramClasses.expect();
    if (isStandby) {
      WarmUp.run();
      link.say(StartedWorker.WARM);
    }
    WorkerPlace place = WorkerPlace.of(link.readBlock());
    TaskMarks marks = marks(place.profile(), link);
    HostState state = MappedHostState.open(place.store());
    AllowList allowed = AllowList.standard();
    ClassLoader loader = ProgramClasses.add(place.classPath());
    FailureCodec failures = new FailureCodec(allowed, loader);
    BlobReader reader = new BlobReader(StoreLocations.ofThisHost());
    SharedValues values = new SharedValues(reader);
    TaskBlobs blobs =
        new TaskBlobs(
            reader,
            () -> ownBlobs(place.store()),
            RunningTask::scopeOfThread,
            handles -> new KryoCodec(allowed, loader, values.typesAfter(handles)));
    Programs programs =
        new Programs(
            new Program.Classes(loader, blobs.objects()),
            () ->
                new JobClasses(
                    new StoredJars(place.store()),
                    loader,
                    allowed,
                    (ofJob, classes) ->
                        blobs.objects(
                            handles -> new KryoCodec(ofJob, classes, values.typesAfter(handles)))),
            new ExitHooks(place.exitTimeout(), WorkerExit::say),
            Clock.SYSTEM);
    if (!isStandby) {
      WarmUp.run(blobs.objects().codec(), failures);
    }

    Map<String, String> kafkaProperties = link.readBlock();
    Log log =
        kafkaProperties.isEmpty()
            ? null
            : KafkaLog.connect(place.topics(), kafkaProperties, Access.WORKER, CONNECT_LIMIT);
    Assignment assignment = Assignment.of(link.readBlock());
    LogConnection onLog =
        log == null
            ? null
            : new LogConnection(log, assignment.host(), assignment.incarnation(), Worker::broken);
    boolean hasSocket = !(assignment.inbox() instanceof Address.OnLog);
    SocketConnection sockets = onLog == null ? new SocketConnection() : new SocketConnection(onLog);
    WorkerConnection connection = onLog == null || hasSocket ? sockets : onLog;
    Worker worker =
        Worker.start(
            place, assignment, state, connection, blobs, values, programs, failures, marks);
    if (onLog != null && assignment.inbox() instanceof Address.OnBoth(var partition, _)) {
      worker.receiveAlso(onLog.links().inbox(partition));
    }
    link.onParentGone(
        () -> {
          worker.dropTasks();
          exit(worker, link, place.exitTimeout());
          Descendants.killOwn();
          StoreLocations.ofThisHost().sweepDead();
          marks.ownerGone();
          worker.sayHostIsDown();
          worker.disconnect();
        });
    link.ready(Map.of("pid", Long.toString(ProcessHandle.current().pid())));

    while (true) {
      switch (AgentCommand.of(link.readBlock())) {
        case AgentCommand.Drain(var limit) -> {
          worker.drain(limit);
          Descendants.killOwn();
          return;
        }
      }
    }
  }

  private static void exit(Worker worker, ParentLink link, Duration limit) {
    link.allowMore(limit);
    try {
      worker.exit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A worker that cannot record works all the same. */
  private static TaskMarks marks(@Nullable Path profile, ParentLink link) {
    if (profile == null) {
      return TaskMarks.NONE;
    }
    // What the recorder writes from now on may come after the removal of its directory.
    link.onParentGone(
        () -> {
          StoreLocations.ofThisHost().sweepDead();
          FlightRecording.removeIfNobodys(profile);
        });
    return FlightRecording.start(profile);
  }

  private static BlobWriter ownBlobs(Path store) {
    return new BlobWriter(store, StoreLimits.read(store), ChronicleCatalogue::createIfPossible);
  }
}
