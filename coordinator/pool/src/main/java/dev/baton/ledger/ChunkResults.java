package dev.baton.ledger;

import dev.baton.TaskDecodingException;
import dev.baton.codec.Items;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import org.jspecify.annotations.Nullable;

/** Splits the results of a worker's answer among the tasks to which it applied. For one thread. */
final class ChunkResults {

  private final ResultBatch.Entry result;
  private final Delivery delivery;
  private @Nullable Items items;

  ChunkResults(ResultBatch.Entry result, Delivery delivery) {
    this.result = result;
    this.delivery = delivery;
  }

  /** The outcome of some of the tasks; fastest if asked in their order. */
  Outcome outcome(long from, int count) {
    int item = (int) (from - result.attempts().from());
    if (count > 1 || result.attempts().items() == 1) {
      return new Outcome.Done(result.payload(), item, delivery);
    }
    try {
      if (items == null) {
        items = new Items(result.payload().bytes());
      }
      items.goTo(item);
      return new Outcome.Done(Payload.inline(items.alone()), delivery);
    } catch (TaskDecodingException e) { // no one else would tell the task's listener
      return new Outcome.GivenUp(e);
    }
  }
}
