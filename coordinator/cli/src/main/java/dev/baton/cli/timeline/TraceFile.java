package dev.baton.cli.timeline;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.config.FileProblem;
import dev.baton.config.Words;
import dev.baton.timeline.AttemptSpan;
import dev.baton.timeline.TimelineSink;
import dev.baton.timeline.WorkerLane;
import dev.baton.wire.WorkerName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A timeline as Chrome trace events: a process for the coordinator and one for each host, a thread
 * for each slot of each worker. If the file cannot be written any more, it ends there, a person is
 * told, and the job goes on. Thread-safe.
 */
public final class TraceFile implements TimelineSink, AutoCloseable {

  static final int COORDINATOR = 1;
  static final int SPLITS = 1;
  static final String ATTEMPT = "attempt";

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  private final Path path;
  private final Consumer<String> notices;
  private final TraceEvents events;
  private final Map<String, Integer> hosts = new HashMap<>();
  private final Map<WorkerLane, Integer> lanes = new HashMap<>();
  private boolean isBroken;

  /**
   * Begins the file.
   *
   * @param zeroMicros what is time 0 in it, in microseconds since the epoch
   * @param notices told if it cannot be written any more
   * @throws dev.baton.EnvironmentException naming the file
   */
  public TraceFile(Path path, long zeroMicros, Consumer<String> notices) {
    this.path = path;
    this.notices = notices;
    try {
      events = new TraceEvents(path, zeroMicros);
      process(COORDINATOR, "coordinator");
      events.name("thread_name", COORDINATOR, SPLITS, "split");
      events.flush();
    } catch (IOException e) {
      throw FileProblem.cannotWrite("the trace " + path, e);
    }
  }

  /** The job was asked for more tasks for a while. */
  public synchronized void split(long fromMicros, long toMicros, long tasks) {
    write(
        () ->
            events.slice(
                "split", COORDINATOR, SPLITS, fromMicros, toMicros, Map.of("tasks", tasks)));
  }

  @Override
  public synchronized void attempt(AttemptSpan span) {
    write(
        () -> {
          // Attempts of the parts of a chunk have numbers of their own: this names one of them.
          String id = span.attempts().task() + "." + span.attempts().number();
          span("wait", id, span.waitingMicros(), span.sentMicros());
          span("link", id, span.sentMicros(), span.receivedMicros());
          span("queue", id, span.receivedMicros(), span.startMicros());
          if (span.times() != null) {
            span("hand back", id, span.endMicros(), span.heardMicros());
          }
          WorkerLane lane = span.lane();
          if (lane == null) {
            events.moment(
                Words.of(span.end()), ATTEMPT, id, COORDINATOR, span.heardMicros(), facts(span));
          } else {
            ran(span, lane);
          }
        });
  }

  private void ran(AttemptSpan span, WorkerLane lane) throws IOException {
    int pid = host(lane.worker());
    int tid = thread(lane);
    String end = span.end() == AttemptSpan.End.DONE ? "" : " (" + Words.of(span.end()) + ")";
    events.slice(span.name() + end, pid, tid, span.startMicros(), span.endMicros(), facts(span));
    if (span.times() == null) {
      slice("run", pid, tid, span.startMicros(), span.endMicros());
    } else {
      slice("decode", pid, tid, span.startMicros(), span.decodedMicros());
      slice("run", pid, tid, span.decodedMicros(), span.executedMicros());
      slice("encode", pid, tid, span.executedMicros(), span.endMicros());
    }
  }

  private static Map<String, Object> facts(AttemptSpan span) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("task", span.attempts().task());
    facts.put("tasks", span.attempts().count());
    facts.put("attempt", span.attempts().number());
    facts.put("worker", span.worker());
    facts.put("end", Words.of(span.end()));
    facts.put("accepted", span.accepted());
    PoolEvent.Times times = span.times();
    if (times != null) {
      facts.put("queueNs", times.queueNs());
      facts.put("decodeNs", times.decodeNs());
      facts.put("executeNs", times.executeNs());
      facts.put("encodeNs", times.encodeNs());
    }
    LossCause cause = span.cause();
    if (cause != null) {
      facts.put("cause", Words.of(cause));
    }
    if (!span.text().isEmpty()) {
      facts.put(cause == null ? "failure" : "evidence", span.text());
    }
    return facts;
  }

  @Override
  public synchronized void started(PoolEvent.WorkerStarted worker, int restarts) {
    write(
        () ->
            events.instant(
                restarts == 0 ? "start" : "restart",
                host(worker.worker()),
                thread(new WorkerLane(worker.worker(), 0)),
                worker.atMicros(),
                Map.of("worker", worker.worker(), "pid", worker.pid(), "restarts", restarts)));
  }

  @Override
  public synchronized void lost(PoolEvent.WorkerLost worker) {
    write(
        () -> {
          Map<String, Object> facts = new LinkedHashMap<>();
          facts.put("worker", worker.worker());
          facts.put("cause", Words.of(worker.cause()));
          facts.put("evidence", worker.evidence());
          if (worker.runningTask() >= 0) {
            facts.put("task", worker.runningTask());
          }
          events.instant(
              "worker " + Words.of(worker.cause()),
              host(worker.worker()),
              thread(new WorkerLane(worker.worker(), 0)),
              worker.atMicros(),
              facts);
        });
  }

  @Override
  public synchronized void parked(PoolEvent.WorkerParked worker) {
    write(
        () ->
            events.instant(
                "worker parked",
                host(worker.worker()),
                thread(new WorkerLane(worker.worker(), 0)),
                worker.atMicros(),
                Map.of("worker", worker.worker())));
  }

  @Override
  public synchronized void late(PoolEvent.Answered answer) {
    write(
        () ->
            events.instant(
                "late answer",
                COORDINATOR,
                SPLITS,
                answer.atMicros(),
                Map.of(
                    "task", answer.attempts().task(),
                    "tasks", answer.attempts().count(),
                    "attempt", answer.attempts().number(),
                    "accepted", answer.accepted())));
  }

  @Override
  public synchronized void pause() {
    write(events::flush);
  }

  /** Ends the file; it is complete unless a person was told otherwise. */
  @Override
  public synchronized void close() {
    write(events::close);
    isBroken = true;
  }

  private void span(String name, String id, long fromMicros, long toMicros) throws IOException {
    if (fromMicros < toMicros) {
      events.span(name, ATTEMPT, id, COORDINATOR, fromMicros, toMicros);
    }
  }

  private void slice(String name, int pid, int tid, long fromMicros, long toMicros)
      throws IOException {
    if (fromMicros < toMicros) {
      events.slice(name, pid, tid, fromMicros, toMicros, Map.of());
    }
  }

  private int host(String worker) throws IOException {
    String name = WorkerName.host(worker);
    Integer known = hosts.get(name);
    if (known != null) {
      return known;
    }
    int pid = COORDINATOR + 1 + hosts.size();
    hosts.put(name, pid);
    process(pid, name);
    return pid;
  }

  private void process(int pid, String name) throws IOException {
    events.name("process_name", pid, 0, name);
    events.sortIndex("process_sort_index", pid, 0, pid);
  }

  private int thread(WorkerLane lane) throws IOException {
    Integer known = lanes.get(lane);
    if (known != null) {
      return known;
    }
    int tid = 1 + lanes.size();
    lanes.put(lane, tid);
    events.name("thread_name", host(lane.worker()), tid, lane.name());
    return tid;
  }

  private void write(Writing writing) {
    if (isBroken) {
      return;
    }
    try {
      writing.write();
    } catch (IOException e) {
      isBroken = true;
      notices.accept(
          "cannot write the trace "
              + path
              + " any more: "
              + FileProblem.of(e)
              + ". It ends here; the job goes on.");
    }
  }
}
