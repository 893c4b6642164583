package dev.baton.job.builtin.fetch;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Counts the bytes of a body and keeps none of them. */
final class CountedBody implements BodySubscriber<Long> {

  private final CompletableFuture<Long> total = new CompletableFuture<>();
  private long bytes;

  @Override
  public CompletionStage<Long> getBody() {
    return total;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
  }

  @Override
  public void onError(Throwable failure) {
    total.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    total.complete(bytes);
  }
}
