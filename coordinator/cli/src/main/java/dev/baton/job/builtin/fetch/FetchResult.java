package dev.baton.job.builtin.fetch;

import org.jspecify.annotations.Nullable;

/**
 * What came of a URL.
 *
 * @param status the HTTP status; 0 if there was no answer
 * @param bytes of the body
 * @param millis from the request to the end of the body, or to the failure
 * @param failure why there was no answer, or null
 */
record FetchResult(int status, long bytes, long millis, @Nullable String failure) {

  /** As a line of the job's result. */
  String line(String url) {
    return failure == null
        ? status + "\t" + bytes + "\t" + millis + "\t" + oneLine(url)
        : "ERR\t" + bytes + "\t" + millis + "\t" + oneLine(url) + "\t" + oneLine(failure);
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\t\\r\\n]+", " ");
  }
}
