import dev.baton.Transport;
import dev.baton.pool.ProcessPool;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A program with a record, an enum, a helper, and another file that only its tasks use. */
public class Program {

  record Item(int number, Kind kind) {}

  enum Kind {
    ODD,
    EVEN
  }

  static class Items {
    static Item of(int number) {
      return new Item(number, number % 2 == 0 ? Kind.EVEN : Kind.ODD);
    }
  }

  /** On a cluster if there is a file that leads to one. */
  static ProcessPool pool(String where) {
    return where.endsWith(".properties")
        ? ProcessPool.connect(Path.of(where))
        : ProcessPool.builder().workers(1).transport(Transport.valueOf(where)).build();
  }

  public static void main(String[] arguments) throws Exception {
    try (var pool = pool(arguments[0])) {
      int answer = pool.submit(() -> Other.twice(21)).get();
      List<Item> items = pool.map(Items::of, IntStream.range(0, 2).boxed().toList()).toList();
      System.out.println(answer + " " + items);
      if (arguments.length > 1) {
        System.out.println("waiting");
        pool.submit(
                () -> {
                  Thread.sleep(600_000);
                  return null;
                })
            .get();
      }
    }
  }
}
