package dev.baton.codec.graph;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntFunction;

/** Queues of {@code java.util.concurrent}. */
final class QueueMakers {

  private QueueMakers() {}

  static void addTo(Makers to) {
    to.holder("ConcurrentLinkedQueue", source -> new ConcurrentLinkedQueue<>(source.nonNulls()));
    to.holder("ConcurrentLinkedDeque", source -> new ConcurrentLinkedDeque<>(source.nonNulls()));
    to.holder("LinkedTransferQueue", source -> new LinkedTransferQueue<>(source.nonNulls()));
    to.holder("LinkedBlockingQueue", source -> new LinkedBlockingQueue<>(source.nonNulls()));
    to.holder("LinkedBlockingDeque", source -> new LinkedBlockingDeque<>(source.nonNulls()));
    to.value("SynchronousQueue", source -> new SynchronousQueue<>(source.flip()));
    bounded(to, "ArrayBlockingQueue", ArrayBlockingQueue::new);
    bounded(to, "ArrayBlockingQueue, fair", capacity -> new ArrayBlockingQueue<>(capacity, true));
    bounded(to, "LinkedBlockingQueue with capacity", LinkedBlockingQueue::new);
    bounded(to, "LinkedBlockingDeque with capacity", LinkedBlockingDeque::new);
    to.holder(
        "ArrayBlockingQueue, turned",
        source -> {
          ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(4, false, List.of(1, 2, 3));
          queue.poll();
          queue.add(source.nonNull());
          queue.add(source.nonNull());
          return queue;
        });
    to.holder("PriorityBlockingQueue", source -> new PriorityBlockingQueue<>(source.comparables()));
    CollectionMakers.ordered(
        to,
        "PriorityBlockingQueue with comparator",
        order -> new PriorityBlockingQueue<>(11, order));
  }

  private static void bounded(Makers to, String name, IntFunction<Collection<Object>> make) {
    to.holder(
        name,
        source -> {
          List<Object> elements = source.nonNulls();
          Collection<Object> queue = make.apply(elements.size() + 1 + source.below(3));
          queue.addAll(elements);
          return queue;
        });
  }
}
