package dev.baton.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * What a process serves at {@code --metrics-port}.
 *
 * @param values by name and tags, as they stand in the text
 */
record Scrape(Map<String, Double> values) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern PLACE = Pattern.compile("baton: metrics at (http://\\S+)/metrics");

  /** Where a process says that it serves them, without the path. */
  static String place(BatonProcess process) {
    process.awaitPrinted("baton: metrics at ");
    Matcher place = PLACE.matcher(process.err());
    if (!place.find()) {
      throw new AssertionError(process.err());
    }
    return place.group(1);
  }

  /** Asks for a path. */
  static HttpResponse<String> get(String place, String path) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(place + path)).timeout(PATIENCE).build();
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static Scrape of(String place) throws IOException {
    Map<String, Double> values = new TreeMap<>();
    for (String line : get(place, "/metrics").body().lines().toList()) {
      if (!line.startsWith("#")) {
        int end = line.lastIndexOf(' ');
        String value = line.substring(end + 1).replace("Inf", "Infinity");
        values.put(line.substring(0, end), Double.valueOf(value));
      }
    }
    return new Scrape(values);
  }

  /** Scrapes until it shows something. */
  static Scrape await(String place, Predicate<Scrape> condition) {
    Scrape[] last = new Scrape[1];
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              last[0] = of(place);
              return condition.test(last[0]);
            });
    return last[0];
  }

  /** The sum of all series with a name, and a tag if one is given as {@code tag="value"}. */
  double sum(String name, String... tag) {
    return values.entrySet().stream()
        .filter(entry -> name(entry.getKey()).equals(name))
        .filter(entry -> tag.length == 0 || entry.getKey().contains(tag[0]))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The names of all series. */
  Set<String> names() {
    return values.keySet().stream().map(Scrape::name).collect(Collectors.toSet());
  }

  private static String name(String series) {
    return series.replaceFirst("\\{.*", "");
  }
}
