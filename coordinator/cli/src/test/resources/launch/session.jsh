import dev.baton.pool.ProcessPool
record Item(int number, String kind) {}
int twice(int number) { return 2 * number; }
var pool = ProcessPool.builder().workers(1).build()
var answer = pool.submit(() -> twice(21)).get()
Item of(int number) { return new Item(number, number % 2 == 0 ? "EVEN" : "ODD"); }
System.out.println(answer + " " + pool.map(number -> of(number), List.of(0, 1)).toList())
pool.close()
/exit
