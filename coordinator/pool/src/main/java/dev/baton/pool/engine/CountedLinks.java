package dev.baton.pool.engine;

import dev.baton.Transport;
import dev.baton.link.TaskLink;
import dev.baton.wire.Address;
import dev.baton.wire.TaskBatch;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Links to workers that count the tasks they carry. Thread-safe. */
final class CountedLinks implements Function<Address, TaskLink> {

  private final Function<Address, TaskLink> links;
  private final LongAdder local = new LongAdder();
  private final LongAdder kafka = new LongAdder();

  /** Counts what these links carry. */
  CountedLinks(Function<Address, TaskLink> links) {
    this.links = links;
  }

  @Override
  public TaskLink apply(Address inbox) {
    TaskLink link = links.apply(inbox);
    LongAdder sent = inbox instanceof Address.OnSocket ? local : kafka;
    return record -> {
      link.send(record);
      if (record instanceof TaskBatch batch) {
        batch.tasks().forEach(task -> sent.add(task.attempts().items()));
      }
    };
  }

  /** How many tasks each kind of link has carried, counting each attempt. */
  Map<Transport, Long> sent() {
    Map<Transport, Long> counts = new EnumMap<>(Transport.class);
    counts.put(Transport.LOCAL, local.sum());
    counts.put(Transport.KAFKA, kafka.sum());
    return counts;
  }
}
