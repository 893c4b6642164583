package dev.baton.job.builtin.fetch;

import dev.baton.TaskFunction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * GETs a URL. A failure is a result like any other: it says something of the URL, and to try again
 * is the user's decision.
 *
 * @param connectTimeoutMs the time limit for a connection, in milliseconds
 * @param requestTimeoutMs the time limit for the whole, to the end of the body, in milliseconds
 */
record Fetch(long connectTimeoutMs, long requestTimeoutMs)
    implements TaskFunction<String, FetchResult> {

  @Override
  public FetchResult apply(String url) throws InterruptedException {
    long start = System.nanoTime();
    try {
      HttpResponse<Long> response = get(request(url));
      return new FetchResult(response.statusCode(), response.body(), millisSince(start), null);
    } catch (ExecutionException e) {
      return failed(FetchFailure.reason(e.getCause() == null ? e : e.getCause()), start);
    } catch (TimeoutException e) {
      return failed("no whole answer within " + requestTimeoutMs + " ms", start);
    } catch (IllegalArgumentException e) {
      return failed("not an http or https URL: " + e.getMessage(), start);
    }
  }

  private HttpResponse<Long> get(HttpRequest request)
      throws ExecutionException, TimeoutException, InterruptedException {
    HttpClient client = SharedClient.of(Duration.ofMillis(connectTimeoutMs));
    CompletableFuture<HttpResponse<Long>> response =
        client.sendAsync(request, _ -> new CountedBody());
    try {
      // The client's own time limit for a request ends with the headers; this one with the body.
      return response.get(requestTimeoutMs, TimeUnit.MILLISECONDS);
    } finally {
      response.cancel(true);
    }
  }

  private static HttpRequest request(String url) {
    URI uri = URI.create(url);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("User-Agent", "Baton");
    if ("http".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))) {
      // Without TLS the client would ask the server to upgrade to HTTP/2, which upsets some.
      request.version(HttpClient.Version.HTTP_1_1);
    }
    return request.build();
  }

  private static FetchResult failed(String reason, long start) {
    return new FetchResult(0, 0, millisSince(start), reason);
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
