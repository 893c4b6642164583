package dev.baton.simulation;

import dev.baton.config.HeapSize;
import dev.baton.link.ResultLink;
import dev.baton.link.TaskLink;
import dev.baton.wire.Address;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WorkerUp;
import dev.baton.wire.WorkersWanted;
import java.time.Duration;
import java.util.List;

/** A fault that is made on purpose, to see whether the simulation notices it. */
public enum PlantedFault {
  NONE,
  /** A cancel may overtake the batch that it is about. */
  CANCEL_OVERTAKES_ITS_BATCH,
  /** A batch is sent twice now and then. */
  BATCH_SENT_TWICE,
  /** A worker's word that it hands a task back gets lost now and then. */
  HANDED_BACK_IN_SILENCE,
  /** An answer for many tasks of a chunk speaks for the first of them only, now and then. */
  CHUNK_ANSWERED_IN_PART,
  /** A coordinator takes no notice of whom the beats of a host do not list. */
  BLIND_TO_MISSING_WORKERS,
  /** A coordinator takes the priorities of tasks the wrong way round. */
  PRIORITIES_REVERSED,
  /** A host that is to start a worker with more heap starts one like the others. */
  HEAP_NOT_GROWN,
  /**
   * A worker that is to be parked, or to make way, does not hand back what reaches it meanwhile.
   */
  PARKED_WITH_TASKS,
  /** A host does not start its parked workers when it is asked to. */
  DEAF_TO_REQUESTS;

  /** Whether a worker with this fault hands nothing back when it has this long to end. */
  public boolean keepsWhatWaits(Duration limit) {
    return this == PARKED_WITH_TASKS && limit.compareTo(Duration.ofDays(1)) > 0;
  }

  /** Whether a host with this fault takes no notice of a request. */
  public boolean ignores(WorkersWanted request) {
    return this == DEAF_TO_REQUESTS && request.workers() > 0;
  }

  /** The heap that a host with this fault gives to a worker. */
  public HeapSize heap(HeapSize wanted, HeapSize usual) {
    return this == HEAP_NOT_GROWN ? usual : wanted;
  }

  /** The priority that a coordinator with this fault gives to a task. */
  public int priority(int wanted) {
    return this == PRIORITIES_REVERSED ? -wanted : wanted;
  }

  /** The links of a coordinator with this fault. */
  public Links ofCoordinator(SimProcess process, Links links) {
    return switch (this) {
      case CANCEL_OVERTAKES_ITS_BATCH -> slowBatches(process, links);
      case BATCH_SENT_TWICE -> twice(process, links);
      default -> links;
    };
  }

  /** The links of a worker with this fault. */
  public Links ofWorker(SimProcess process, Links links) {
    return switch (this) {
      case HANDED_BACK_IN_SILENCE -> silent(process, links);
      case CHUNK_ANSWERED_IN_PART -> forgetful(process, links);
      default -> links;
    };
  }

  /** What a coordinator with this fault understands of an event. */
  public List<Event> understood(Event event) {
    if (this == BLIND_TO_MISSING_WORKERS && event instanceof HostBeat beat) {
      return beat.workers().stream()
          .<Event>map(worker -> new WorkerUp(beat.host(), beat.name(), worker))
          .toList();
    }
    return List.of(event);
  }

  private static Links slowBatches(SimProcess process, Links links) {
    return new SimLinks(links) {
      @Override
      public TaskLink toWorker(Address inbox) {
        TaskLink link = super.toWorker(inbox);
        return record -> {
          if (record instanceof Cancel) {
            link.send(record);
          } else {
            process.in(process.simulation().upTo(Duration.ofMillis(20)), () -> link.send(record));
          }
        };
      }
    };
  }

  private static Links twice(SimProcess process, Links links) {
    return new SimLinks(links) {
      @Override
      public TaskLink toWorker(Address inbox) {
        TaskLink link = super.toWorker(inbox);
        return record -> {
          link.send(record);
          if (record instanceof TaskBatch && process.simulation().chance(0.05)) {
            link.send(record);
          }
        };
      }
    };
  }

  private static Links silent(SimProcess process, Links links) {
    return new SimLinks(links) {
      @Override
      public ResultLink toCoordinator(Address results) {
        ResultLink link = super.toCoordinator(results);
        return batch -> {
          boolean isHandedBack =
              batch.results().stream().anyMatch(result -> result.status() == Status.RETURNED);
          if (!isHandedBack || process.simulation().chance(0.5)) {
            link.send(batch);
          }
        };
      }
    };
  }

  private static Links forgetful(SimProcess process, Links links) {
    return new SimLinks(links) {
      @Override
      public ResultLink toCoordinator(Address results) {
        ResultLink link = super.toCoordinator(results);
        return batch -> {
          boolean forgets = process.simulation().chance(0.2);
          link.send(
              new ResultBatch(
                  batch.coordinator(),
                  batch.incarnation(),
                  batch.sentAtMicros(),
                  batch.results().stream().map(each -> forgets ? first(each) : each).toList()));
        };
      }
    };
  }

  private static ResultBatch.Entry first(ResultBatch.Entry result) {
    Attempts all = result.attempts();
    return new ResultBatch.Entry(
        result.sent(),
        all.part(all.from(), all.from() + 1),
        result.status(),
        result.times(),
        result.payload(),
        result.blobs());
  }
}
