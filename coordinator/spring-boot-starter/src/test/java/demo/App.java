package demo;

import dev.baton.pool.ProcessPool;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application as a user writes one; an integration test packs and starts it. */
@SpringBootApplication
@RestController
public class App {

  private final ProcessPool pool;

  App(ProcessPool pool) {
    this.pool = pool;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(App.class, arguments);
  }

  /** A value of a class that only the application's jar has. */
  record Square(int of, int is, long pid) {}

  static Square square(int number) {
    return new Square(number, number * number, ProcessHandle.current().pid());
  }

  @GetMapping("/squares")
  List<Square> squares() {
    return pool.map(App::square, List.of(1, 2, 3)).toList();
  }

  /** Takes long enough to be still running when the application is told to end. */
  @GetMapping("/slow")
  String slow() throws InterruptedException, ExecutionException {
    return pool.submit(
            () -> {
              TimeUnit.SECONDS.sleep(3);
              return "finished";
            })
        .get();
  }
}
