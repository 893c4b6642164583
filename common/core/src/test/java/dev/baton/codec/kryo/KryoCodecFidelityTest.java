package dev.baton.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.Task;
import dev.baton.TaskEncodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URL;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What arrives equals what was sent: settings, what is wrapped, and who is the same as whom. */
@SuppressWarnings({"JdkObsolete", "UnusedVariable"})
class KryoCodecFidelityTest {

  private final Codec codec =
      new KryoCodec(AllowList.standard(), KryoCodecFidelityTest.class.getClassLoader());

  @Test
  void timeInTheSecondHourOfAnOverlapKeepsItsOffset() {
    ZonedDateTime second =
        Instant.parse("2026-11-01T06:30:00Z").atZone(ZoneId.of("America/New_York"));

    assertThat(roundTrip(second).toInstant()).isEqualTo(second.toInstant());
  }

  @Test
  void settingsAreKept() throws Exception {
    Properties defaults = new Properties();
    defaults.setProperty("timeout", "30");
    assertThat(roundTrip(new Properties(defaults)).getProperty("timeout")).isEqualTo("30");

    Map<String, Integer> lru = new LinkedHashMap<>(16, .75f, true);
    lru.put("a", 1);
    lru.put("b", 2);
    Map<String, Integer> copy = roundTrip(lru);
    copy.get("a");
    assertThat(copy.keySet()).containsExactly("b", "a");

    for (BlockingQueue<Integer> queue :
        List.of(
            new ArrayBlockingQueue<Integer>(3),
            new LinkedBlockingQueue<Integer>(3),
            new LinkedBlockingDeque<Integer>(3))) {
      queue.add(1);
      assertThat(roundTrip(queue).remainingCapacity()).isEqualTo(2);
      assertThat(roundTrip(queue).take()).isEqualTo(1);
    }

    Inet6Address scoped =
        Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), 1);
    assertThat(roundTrip(scoped).getScopeId()).isEqualTo(1);

    TimeZone zone = TimeZone.getTimeZone("Europe/Berlin");
    zone.setID("Office");
    zone.setRawOffset(7_200_000);
    assertThat(roundTrip(zone).getID()).isEqualTo("Office");
    assertThat(roundTrip(zone).getRawOffset()).isEqualTo(7_200_000);

    assertThat(roundTrip(new ConcurrentHashMap<String, Integer>().keySet(5)).getMappedValue())
        .isEqualTo(5);
  }

  @Test
  @SuppressWarnings("deprecation") // users have such
  void urlsThatAreNoUrisArrive() throws Exception {
    URL url = new URL("file:///C:/Program Files/{a}|\"b\"/100%");

    assertThat(roundTrip(url).toExternalForm()).isEqualTo(url.toExternalForm());
  }

  @Test
  void wrappersWrapAnObjectOfTheClassThatTheyWrapped() {
    TreeMap<String, Integer> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", 1);
    TreeSet<String> names = new TreeSet<>(headers.navigableKeySet());

    assertThat(roundTrip(Collections.unmodifiableMap(headers)).get("content-type")).isEqualTo(1);
    assertThat(roundTrip(Collections.synchronizedMap(headers)).get("content-type")).isEqualTo(1);
    assertThat(
            roundTrip(Collections.checkedMap(headers, String.class, Integer.class))
                .get("CONTENT-TYPE"))
        .isEqualTo(1);
    assertThat(roundTrip(Collections.unmodifiableSet(names)).contains("content-TYPE")).isTrue();
    assertThat(roundTrip(Collections.unmodifiableCollection(names)).contains("content-TYPE"))
        .isTrue();
    IdentityHashMap<List<Integer>, Integer> byIdentity = new IdentityHashMap<>();
    byIdentity.put(new ArrayList<>(List.of(1)), 1);
    byIdentity.put(new ArrayList<>(List.of(1)), 2);
    assertThat(roundTrip(Collections.unmodifiableMap(byIdentity))).hasSize(2);
    assertThat(roundTrip(byIdentity.keySet())).hasSize(2);
  }

  @Test
  void viewsOfWhatIsInTheGraphShowIt() {
    List<String> items = new ArrayList<>();
    String[] array = {"a"};
    Object[] graph = {
      items, Collections.unmodifiableList(items), array, Arrays.asList(array),
    };

    Object[] copy = roundTrip(graph);

    @SuppressWarnings("unchecked")
    List<String> copiedItems = (List<String>) copy[0];
    copiedItems.add("apple");
    assertThat((List<?>) copy[1]).hasSize(1);
    ((String[]) copy[2])[0] = "b";
    assertThat((List<?>) copy[3]).hasToString("[b]");
  }

  @Test
  void textsThatAreOneStayOne() {
    String text = "x".repeat(20_000);

    byte[] record = codec.encodeToBytes(new ArrayList<>(Collections.nCopies(1_000, text)));

    assertThat(record).hasSizeLessThan(30_000);
    List<?> copy = (List<?>) codec.decode(record);
    assertThat(copy.getFirst()).isSameAs(copy.getLast());
  }

  @Test
  void copiesOfViewsFitWhereTheyAreHeld() {
    Deque<Integer> reversed = new ArrayDeque<>(List.of(1, 2)).reversed();
    ConcurrentNavigableMap<Integer, Integer> head =
        new ConcurrentSkipListMap<>(Map.of(1, 1, 5, 5)).headMap(3);

    assertThat(roundTrip(new Held(reversed, new LinkedTransferQueue<>(List.of(3)), head)))
        .satisfies(
            held -> {
              assertThat(held.deque().peek()).isEqualTo(2);
              assertThat(held.queue().peek()).isEqualTo(3);
              assertThat(held.head()).hasSize(1);
            });
  }

  @Test
  void immutableListsKeepTheirOpinionOfNull() {
    assertThat(roundTrip(Stream.of(1, 2).toList()).contains(null)).isFalse();
    assertThatNullPointerException().isThrownBy(() -> roundTrip(List.of(1, 2, 3)).contains(null));
    assertThatNullPointerException()
        .isThrownBy(() -> roundTrip(List.of(1, 2, 3).subList(0, 2)).contains(null));
  }

  @Test
  void constantsOfAClassThatMakesItsObjectsStayTheOnlyOnes() {
    assertThat(roundTrip(Missing.INSTANCE)).isSameAs(Missing.INSTANCE);
    assertThat(roundTrip(Money.NONE)).isSameAs(Money.NONE);
    assertThat(roundTrip(Money.of(5)).amount).isEqualTo(5);
    assertThat(roundTrip(Json.NULL)).isSameAs(Json.NULL);
    Object[] both = roundTrip(new Object[] {Money.NONE, Money.of(1), Money.NONE});
    assertThat(both[0]).isSameAs(Money.NONE).isSameAs(both[2]);
  }

  @Test
  void setsAndMapsThatContainEachOtherDoSoThere() {
    Map<String, Object> map = new HashMap<>();
    Set<Object> set = new HashSet<>();
    map.put("set", set);
    set.add(map);

    Map<String, Object> copy = roundTrip(map);

    assertThat(((Set<?>) copy.get("set")).iterator().next()).isSameAs(copy);
  }

  @Test
  void membersOfASetWhoseHashIsMadeOfTheirNumbersAreFound() {
    Peer first = new Peer(7);
    Peer second = new Peer(8);
    first.peers.add(second);
    second.peers.add(first);

    Peer copy = roundTrip(first);

    Peer other = copy.peers.iterator().next();
    assertThat(other.peers.contains(copy)).isTrue();
  }

  @Test
  void cycleIsClosedLaterOrRefused() {
    List<Object> list = new ArrayList<>();
    Link byList = new Link(list);
    list.add(byList);
    Object[] array = {null};
    Link byArray = new Link(array);
    array[0] = byArray;
    Map<Object, Object> map = new HashMap<>();
    Link byValue = new Link(map);
    map.put("k", byValue);
    Map<Object, Object> keys = new HashMap<>();
    Link byKey = new Link(keys);
    keys.put(byKey, "v");

    assertThat(roundTrip(byList))
        .satisfies(copy -> assertThat(((List<?>) copy.to()).getFirst()).isSameAs(copy));
    assertThat(roundTrip(byArray))
        .satisfies(copy -> assertThat(((Object[]) copy.to())[0]).isSameAs(copy));
    assertThat(roundTrip(byValue))
        .satisfies(copy -> assertThat(((Map<?, ?>) copy.to()).get("k")).isSameAs(copy));
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(byKey))
        .withMessageContaining("one of its parts refers back to it");
  }

  @Test
  void cycleThroughAnObjectThatLooksAtItsPartsIsRefused() {
    Vector<Object> vector = new Vector<>();
    List<Object> immutable = List.of(vector);
    vector.add(immutable);

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encodeToBytes(immutable))
        .withMessageContaining("one of its parts refers back to it");
    assertThat((Object) roundTrip(vector))
        .satisfies(copy -> assertThat(((List<?>) vectorPart(copy)).getFirst()).isSameAs(copy));
  }

  private static Object vectorPart(Object vector) {
    return ((Vector<?>) vector).getFirst();
  }

  @Test
  void statisticsOfBothInfinitiesArrive() {
    DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
    statistics.accept(Double.POSITIVE_INFINITY);
    statistics.accept(1);
    statistics.accept(Double.NEGATIVE_INFINITY);

    assertThat(roundTrip(statistics)).hasToString(statistics.toString());
  }

  @Test
  void whatRunsTasksBelongsToTheProgram() {
    try (ExecutorService own = new OwnPool()) {
      Task<Boolean> task = own::isShutdown;

      assertThatExceptionOfType(TaskEncodingException.class)
          .isThrownBy(() -> codec.encodeToBytes(task))
          .withMessageContaining("captured[0]")
          .withMessageContaining("a OwnPool belongs to the program that made it");
    }
  }

  @SuppressWarnings("unchecked")
  private <T> T roundTrip(T value) {
    return (T) codec.decode(codec.encodeToBytes(value));
  }

  private record Held(
      Deque<Integer> deque,
      BlockingQueue<Integer> queue,
      ConcurrentNavigableMap<Integer, Integer> head) {}

  private static final class Missing {
    static final Missing INSTANCE = new Missing();

    private Missing() {}
  }

  private static final class Money {
    static final Money NONE = new Money(0);
    private final int amount;

    private Money(int amount) {
      this.amount = amount;
    }

    static Money of(int amount) {
      return new Money(amount);
    }
  }

  private static final class Json {
    static final Object NULL = new Null();

    private static final class Null {
      private Null() {}
    }
  }

  private record Link(Object to) {
    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private static final class Peer {
    private final Set<Peer> peers = new HashSet<>();
    private final int zNumber;

    Peer(int number) {
      zNumber = number;
    }

    @Override
    public int hashCode() {
      return zNumber;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Peer peer && peer.zNumber == zNumber;
    }
  }

  private static final class OwnPool extends java.util.concurrent.AbstractExecutorService {
    private final ForkJoinPool inner = new ForkJoinPool(1);

    @Override
    public void shutdown() {
      inner.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return inner.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return inner.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return inner.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, java.util.concurrent.TimeUnit unit)
        throws InterruptedException {
      return inner.awaitTermination(timeout, unit);
    }

    @Override
    public void execute(Runnable command) {
      inner.execute(command);
    }
  }
}
