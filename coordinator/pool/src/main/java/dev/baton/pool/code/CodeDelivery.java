package dev.baton.pool.code;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.dispatch.HostGate;
import dev.baton.dispatch.Roster;
import dev.baton.pool.code.JobCode.Input;
import dev.baton.pool.code.JobCode.Jar;
import dev.baton.wire.JobJar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a job's jars and files to each host before its workers get tasks. Thread-safe.
 *
 * <p>A host that cannot get them gets no tasks, and a notice says why; after a while it is tried
 * again: there may have been no room. If no host that has workers can get them, the pool cannot go
 * on.
 */
public final class CodeDelivery implements HostGate {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  /** What a host has. */
  private static final class AtHost {
    private volatile List<Jar> jars = List.of();
    private int inputs;
    private boolean isUnderWay;
    private @Nullable String obstacle;

    /** What was last said of it. */
    private String said = "";
  }

  private static final Executor LATER =
      task -> Thread.ofVirtual().name("baton-code-retry").start(task);

  private final JobCode code;
  private final CodeShipping shipping;
  private final Roster roster;
  private final Runnable onOpened;
  private final Consumer<String> notices;
  private final Consumer<RuntimeException> onBroken;
  private final Duration retryAfter;
  private final Map<Long, AtHost> hosts = new ConcurrentHashMap<>();

  /**
   * Delivers nothing yet.
   *
   * @param onOpened called when a host may be sent tasks
   * @param notices told of hosts that cannot get the jars
   * @param onBroken told if no host can
   */
  public CodeDelivery(
      JobCode code,
      CodeShipping shipping,
      Roster roster,
      Runnable onOpened,
      Consumer<String> notices,
      Consumer<RuntimeException> onBroken) {
    this(code, shipping, roster, onOpened, notices, onBroken, RETRY_AFTER);
  }

  /** As above, with another time after which a host is tried again. */
  CodeDelivery(
      JobCode code,
      CodeShipping shipping,
      Roster roster,
      Runnable onOpened,
      Consumer<String> notices,
      Consumer<RuntimeException> onBroken,
      Duration retryAfter) {
    this.code = code;
    this.shipping = shipping;
    this.roster = roster;
    this.onOpened = onOpened;
    this.notices = notices;
    this.onBroken = onBroken;
    this.retryAfter = retryAfter;
  }

  /** The jars that a host has, for a batch to its workers. */
  public List<JobJar> jarsAt(long host) {
    AtHost known = hosts.get(host);
    return known == null ? List.of() : known.jars.stream().map(Jar::jar).toList();
  }

  @Override
  public boolean isOpen(long host) {
    List<Jar> wanted = code.jars();
    List<Input> files = code.inputs();
    if (wanted.isEmpty() && files.isEmpty()) {
      return true;
    }
    AtHost known = hosts.computeIfAbsent(host, _ -> new AtHost());
    synchronized (known) {
      if (known.jars.size() == wanted.size() && known.inputs == files.size()) {
        return true;
      }
      if (!known.isUnderWay && known.obstacle == null) {
        known.isUnderWay = true;
        var _ =
            Thread.ofVirtual()
                .name("baton-code-" + host)
                .start(() -> deliver(host, known, wanted, files));
      }
      return false;
    }
  }

  private void deliver(long host, AtHost to, List<Jar> wanted, List<Input> files) {
    Stream<CompletionStage<?>> jars =
        wanted.stream()
            .skip(to.jars.size())
            .map(jar -> shipping.ship(host, jar.jar().hash(), jar.file()));
    Stream<CompletionStage<?>> inputs =
        files.stream()
            .skip(to.inputs)
            .map(input -> shipping.shipInput(host, input.id(), input.file(), input.mayBeSent()));
    CompletableFuture<?>[] all =
        Stream.concat(jars, inputs)
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new);
    var _ =
        CompletableFuture.allOf(all)
            .whenComplete((_, failure) -> ended(host, to, wanted, files.size(), failure));
  }

  private void ended(
      long host, AtHost to, List<Jar> wanted, int files, @Nullable Throwable failure) {
    synchronized (to) {
      to.isUnderWay = false;
      if (failure == null) {
        to.jars = wanted;
        to.inputs = files;
      } else {
        to.obstacle = said(failure);
      }
    }
    if (failure == null) {
      roster.recheck(); // if more was added meanwhile, that is under way then
      onOpened.run();
    } else {
      failed(host, to, cause(failure), said(failure));
    }
  }

  private void failed(long host, AtHost there, Throwable failure, String obstacle) {
    if (!there.said.equals(obstacle)) {
      there.said = obstacle;
      String name = Objects.requireNonNullElse(roster.hostName(host), "a host");
      notices.accept("host " + name + " gets no tasks: " + obstacle);
    }
    Set<Long> all = roster.hosts();
    if (!all.isEmpty() && all.stream().allMatch(this::isWithout)) {
      onBroken.accept(
          failure instanceof EnvironmentException
              ? new EnvironmentException(
                  "No host can get the program's classes or files. " + obstacle)
              : new BatonException(obstacle, failure));
    } else {
      CompletableFuture.delayedExecutor(retryAfter.toMillis(), TimeUnit.MILLISECONDS, LATER)
          .execute(() -> tryAgain(there));
    }
  }

  private void tryAgain(AtHost there) {
    synchronized (there) {
      there.obstacle = null;
    }
    roster.recheck();
  }

  private boolean isWithout(long host) {
    AtHost known = hosts.get(host);
    if (known == null) {
      return false;
    }
    synchronized (known) {
      return known.obstacle != null;
    }
  }

  private static String said(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof BatonException && cause.getMessage() != null
        ? cause.getMessage()
        : cause.toString();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
