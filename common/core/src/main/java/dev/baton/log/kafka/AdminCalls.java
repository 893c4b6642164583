package dev.baton.log.kafka;

import dev.baton.BatonException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Waits for the answers of an administrative client.
 *
 * @param errors explains failures
 * @param limit how long each call may take
 */
record AdminCalls(KafkaErrors errors, Duration limit) {

  /** The exception to throw for a failed call. */
  BatonException explain(Throwable failure) {
    return errors.explain(failure);
  }

  /** The value of a call that has no failure of its own to handle. */
  <T> T await(KafkaFuture<T> future) {
    try {
      return get(future);
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }

  /** The value, or the failure as Kafka's own exception. */
  <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(
          limit.toMillis() + 1000, TimeUnit.MILLISECONDS); // the client's own limit comes first
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafka) {
        throw kafka;
      }
      throw new BatonException("An administrative call to Kafka failed", e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw errors.explain(new TimeoutException(e));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
