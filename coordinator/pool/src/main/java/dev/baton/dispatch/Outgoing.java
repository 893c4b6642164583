package dev.baton.dispatch;

import dev.baton.Handoff;
import dev.baton.codec.Items;
import dev.baton.ledger.Attempt;
import dev.baton.ledger.TaskSpec;
import dev.baton.wire.Attempts;
import dev.baton.wire.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker is sent as one unit: a task, a chunk of the ledger, or short consecutive tasks of
 * the ledger that are made a chunk for transport.
 *
 * @param first the first task; the others are like it
 * @param failures how many attempts of each have failed before
 * @param waitedNs how long that was pending, in nanoseconds
 */
record Outgoing(Attempts attempts, int failures, TaskSpec first, Payload payload, long waitedNs) {

  private static Outgoing alone(Attempt attempt) {
    return new Outgoing(
        attempt.attempts(),
        attempt.failures(),
        attempt.task(),
        attempt.task().payload(),
        attempt.waitedNs());
  }

  /**
   * Makes chunks of short tasks.
   *
   * @param attempts in the order in which they will run
   * @param most the maximum number of tasks in a chunk
   */
  static List<Outgoing> of(List<Attempt> attempts, int most) {
    List<Outgoing> all = new ArrayList<>(attempts.size());
    int next = 0;
    while (next < attempts.size()) {
      int end = endOfChunk(attempts, next, most);
      all.add(end - next == 1 ? alone(attempts.get(next)) : chunk(attempts.subList(next, end)));
      next = end;
    }
    return all;
  }

  private static int endOfChunk(List<Attempt> attempts, int start, int most) {
    Attempt first = attempts.get(start);
    int end = start + 1;
    if (isShort(first)) {
      long bytes = first.task().payload().size();
      while (end < attempts.size() && end - start < most) {
        Attempt next = attempts.get(end);
        bytes += next.task().payload().size();
        if (!follows(next, attempts.get(end - 1)) || bytes > ChunkLimits.CHUNK_BYTES) {
          break;
        }
        end++;
      }
    }
    return end;
  }

  private static boolean isShort(Attempt attempt) {
    Payload payload = attempt.task().payload();
    return attempt.attempts().items() == 1
        && !attempt.suspect()
        && payload.handoff() == Handoff.KRYO
        && payload.size() <= ChunkLimits.LARGEST_ITEM
        && !Items.areIn(payload.bytes());
  }

  private static boolean follows(Attempt next, Attempt last) {
    TaskSpec task = next.task();
    TaskSpec before = last.task();
    return isShort(next)
        && next.attempts().from() == last.attempts().to()
        && next.attempts().number() == last.attempts().number()
        && next.failures() == last.failures()
        && task.function() == before.function()
        && task.timeoutMs() == before.timeoutMs()
        && task.resultHandoff() == before.resultHandoff();
  }

  private static Outgoing chunk(List<Attempt> attempts) {
    List<byte[]> records =
        attempts.stream().map(attempt -> attempt.task().payload().bytes()).toList();
    Attempt first = attempts.getFirst();
    return new Outgoing(
        new Attempts(first.attempts().first(), attempts.size()),
        first.failures(),
        first.task(),
        Payload.inline(Items.join(records)),
        first.waitedNs());
  }
}
