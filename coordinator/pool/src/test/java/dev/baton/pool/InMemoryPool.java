package dev.baton.pool;

import dev.baton.CodePolicy;
import dev.baton.TaskFunction;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.Items;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.HeapSize;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.pool.engine.PoolRuntime;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.wire.Address;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.Event;
import dev.baton.wire.Forget;
import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.Payload;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A pool without processes: its log is in memory, and its one worker is this class, which runs
 * tasks on the thread that sends them, unless they are to be held.
 */
final class InMemoryPool implements AutoCloseable {

  private static final long HOST = 7;

  private final Codec codec =
      new KryoCodec(AllowList.standard(), InMemoryPool.class.getClassLoader());
  private final FailureCodec failures =
      new FailureCodec(AllowList.standard(), InMemoryPool.class.getClassLoader());
  private final MemoryLog log = new MemoryLog();
  private final List<Cancel> cancels = new CopyOnWriteArrayList<>();
  private final List<Integer> chunkSizes = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
  private final ProcessPool pool;
  private volatile boolean holding;
  private final AtomicLong incarnation = new AtomicLong(100);
  private volatile long running = -1;
  private volatile long coordinator;

  /** A pool with these settings; its cluster is made up. */
  InMemoryPool(UnaryOperator<ProcessPoolBuilder> settings) {
    PoolConfig config =
        settings
            .apply(
                ProcessPool.builder()
                    .bootstrap("nowhere:1")
                    .codePolicy(CodePolicy.INSTALLED)
                    .notices(_ -> {}))
            .config();
    pool = new ProcessPool(config, new PoolRuntime(config, () -> log));
  }

  InMemoryPool() {
    this(builder -> builder);
  }

  ProcessPool pool() {
    return pool;
  }

  /** Tasks that come from now on are not run until {@link #release}. */
  void hold() {
    holding = true;
  }

  /** How many tasks are held. */
  int heldTasks() {
    return held.size();
  }

  /** Runs the tasks that are held. */
  void release() {
    holding = false;
    for (Runnable task = held.poll(); task != null; task = held.poll()) {
      task.run();
    }
  }

  /** The worker dies of what it has, and another takes its place. */
  void crash() {
    held.clear();
    long dead = incarnation.getAndIncrement();
    log.post(new WorkerDown(HOST, dead, 0, true, false, false, running, coordinator, "crashed"));
    log.post(beat());
  }

  /** What the worker was told to cancel. */
  List<Cancel> cancels() {
    return cancels;
  }

  /** Another process publishes an event. */
  void post(Event event) {
    log.post(event);
  }

  /** The next read of the log throws this. */
  void failReading(Throwable failure) {
    log.post(failure);
  }

  /** Each record that is sent from now on throws this. */
  void failSending(Error failure) {
    log.sendFailure = failure;
  }

  @Override
  public void close() {
    release();
    pool.close();
  }

  private HostBeat beat() {
    return new HostBeat(
        HOST,
        "host",
        1,
        List.of(0),
        List.of(
            new WorkerStatus(
                0,
                incarnation.get(),
                new Address.OnLog(0),
                1,
                2,
                WorkerStatus.State.IDLE,
                0,
                -1,
                0,
                0,
                0,
                0,
                0,
                0,
                HeapSize.AUTO)));
  }

  private void accept(InboxRecord record) {
    switch (record) {
      case TaskBatch batch -> batch.tasks().forEach(task -> take(batch, task));
      case Cancel cancel -> cancels.add(cancel);
      case Recall _, Forget _ -> {}
    }
  }

  private void take(TaskBatch batch, TaskBatch.Entry task) {
    coordinator = batch.coordinator();
    running = task.attempt().taskId();
    if (holding) {
      held.add(() -> log.post(answer(batch, task)));
    } else {
      log.post(answer(batch, task));
    }
  }

  /** Each task of a chunk has an answer of its own. */
  private ResultBatch answer(TaskBatch batch, TaskBatch.Entry chunk) {
    Attempts all = chunk.attempts();
    chunkSizes.add(all.items());
    List<ResultBatch.Entry> results = new ArrayList<>();
    for (int item = 0; item < all.items(); item++) {
      byte[] bytes = chunk.payload().bytes();
      byte[] argument = all.items() == 1 ? bytes : Items.part(bytes, item, item + 1);
      results.add(
          answer(batch, chunk, all.part(all.from() + item, all.from() + item + 1), argument));
    }
    return new ResultBatch(batch.coordinator(), batch.incarnation(), batch.sentAtMicros(), results);
  }

  private ResultBatch.Entry answer(
      TaskBatch batch, TaskBatch.Entry chunk, Attempts attempt, byte[] argument) {
    Status status;
    Payload payload;
    try {
      payload = Payload.inline(codec.encodeToBytes(run(batch, chunk, argument)));
      status = Status.DONE;
    } catch (Throwable e) {
      payload = Payload.inline(failures.encode(e));
      status = Status.FAILED;
    }
    return new ResultBatch.Entry(
        chunk.attempts(),
        attempt,
        status,
        ResultBatch.Times.NONE,
        payload,
        ResultBatch.Entry.NO_BLOBS);
  }

  /** How many tasks each chunk had that came in. */
  List<Integer> chunkSizes() {
    return chunkSizes;
  }

  /** As a worker does. */
  @SuppressWarnings({"unchecked", "NullAway"}) // the coordinator has put them together
  private @Nullable Object run(TaskBatch batch, TaskBatch.Entry task, byte[] argument)
      throws Exception {
    Object payload = codec.decode(argument);
    if (task.function() != TaskBatch.Entry.CALL) {
      var function = codec.decode(batch.functions().get(task.function()).bytes());
      return ((TaskFunction<@Nullable Object, ?>) function).apply(payload);
    }
    if (payload instanceof Callable<?> callable) {
      return callable.call();
    }
    ((Runnable) payload).run();
    return null;
  }

  /** All channels; whoever subscribes reads what is posted. */
  private final class MemoryLog implements Log, Publisher {

    private final MemorySubscription results = new MemorySubscription();
    private final MemorySubscription events = new MemorySubscription();
    private volatile @Nullable Error sendFailure;

    private void post(WireRecord record) {
      Channel channel = record instanceof ResultBatch ? Channel.RESULTS : Channel.EVENTS;
      subscription(channel)
          .posted
          .add(new Message(channel, 0, 0, 0, ByteBuffer.wrap(Frame.encode(record))));
    }

    private void post(Throwable failure) {
      results.posted.add(failure);
    }

    private MemorySubscription subscription(Channel channel) {
      return channel == Channel.RESULTS ? results : events;
    }

    @Override
    public void publish(Channel channel, int partition, byte[] record, PublishCallback callback) {
      Error failure = sendFailure;
      if (failure != null && channel == Channel.INBOX) {
        throw failure;
      }
      callback.done(null);
      switch (Frame.decode(record)) {
        case InboxRecord inbox -> accept(inbox);
        case WhoIsThere _ -> post(beat());
        default -> {}
      }
    }

    @Override
    public Publisher publisher() {
      return this;
    }

    @Override
    public Subscription subscribe(Set<ChannelPartition> partitions, Start start) {
      return subscription(partitions.iterator().next().channel());
    }

    @Override
    public void readToEnd(ChannelPartition partition, Start start, Consumer<Message> reader) {
      // There is nothing from before.
    }

    @Override
    public int partitions(Channel channel) {
      return 1;
    }

    @Override
    public void flush(Duration limit) {
      // All is there at once.
    }

    @Override
    public int maxRecordBytes() {
      return 1 << 20;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  /** Gives what was posted, or throws it. */
  private static final class MemorySubscription implements Subscription {

    private final BlockingQueue<Object> posted = new LinkedBlockingQueue<>();

    @Override
    public List<Message> poll(Duration limit) {
      Object next;
      try {
        next = posted.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
      return switch (next) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Message message -> List.of(message);
        case null, default -> List.of();
      };
    }

    @Override
    public void seek(ChannelPartition partition, long offset) {
      throw new UnsupportedOperationException("no blobs here");
    }

    @Override
    public void wakeup() {
      posted.add("wake up");
    }

    @Override
    public long lag() {
      return posted.size();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
