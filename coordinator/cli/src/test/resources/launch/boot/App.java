package demo;

import dev.baton.Transport;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import java.util.List;
import java.util.Map;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A Spring Boot program that has a pool: on sockets, with a broker of its own, or on a cluster. */
@SpringBootApplication
public class App {

  record Item(int number, String kind) {}

  static Item item(int number) {
    return new Item(number, number % 2 == 0 ? "EVEN" : "ODD");
  }

  public static void main(String[] arguments) {
    SpringApplication.run(App.class, arguments);
  }

  @Bean
  CommandLineRunner runner() {
    return arguments -> {
      ProcessPoolBuilder builder = ProcessPool.builder();
      switch (arguments[0]) {
        case "CLUSTER" -> builder.kafkaProperties(properties(arguments[1]));
        default -> builder.workers(1).transport(Transport.valueOf(arguments[0]));
      }
      try (ProcessPool pool = builder.build()) {
        int answer = pool.submit(() -> 21 * 2).get();
        System.out.println(answer + " " + pool.map(App::item, List.of(0, 1)).toList());
      }
    };
  }

  private static Map<String, String> properties(String file) throws Exception {
    var properties = new java.util.Properties();
    try (var in = new java.io.FileReader(file)) {
      properties.load(in);
    }
    var map = new java.util.HashMap<String, String>();
    properties.forEach((key, value) -> map.put((String) key, (String) value));
    return map;
  }
}
