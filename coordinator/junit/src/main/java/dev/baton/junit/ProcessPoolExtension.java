package dev.baton.junit;

import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link ProcessPool} to tests, and closes it. Starting one takes most of a second, so how
 * it is registered says who shares it:
 *
 * <table>
 * <caption>Who shares a pool</caption>
 * <tr><th>registered by</th><th>pool</th></tr>
 * <tr><td>{@code @ExtendWith(ProcessPoolExtension.class)}</td><td>one for all test classes of a JVM
 * that do so, with a builder's defaults</td></tr>
 * <tr><td>{@code @RegisterExtension}, a static field</td><td>one for the class</td></tr>
 * <tr><td>{@code @RegisterExtension}, an instance field</td><td>one for each test, or one for the
 * class if all its tests have one instance ({@code PER_CLASS})</td></tr>
 * </table>
 *
 * <p>Tests get it as a parameter of type {@code ProcessPool}, or from {@link #pool}. They must not
 * close it. Tests that run in parallel share its workers. If classes that run in parallel inherit a
 * static field, each has a pool of its own, and only the parameter says which.
 *
 * <p>Closing waits for tasks that still run, as {@link ProcessPool#close} does. Needs JUnit 6.
 *
 * <p>Thread-safe.
 */
public final class ProcessPoolExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ProcessPoolExtension.class);

  private final boolean isShared;
  private final UnaryOperator<ProcessPoolBuilder> settings;
  private volatile @Nullable ProcessPool current;

  /** For JUnit, which makes one for each {@code @ExtendWith}. */
  public ProcessPoolExtension() {
    this.isShared = true;
    this.settings = UnaryOperator.identity();
  }

  private ProcessPoolExtension(UnaryOperator<ProcessPoolBuilder> settings) {
    this.isShared = false;
    this.settings = settings;
  }

  /**
   * An extension with settings of its own, for a field with {@code @RegisterExtension}.
   *
   * @param settings applied to a new builder, such as {@code builder -> builder.workers(2)}
   */
  public static ProcessPoolExtension with(UnaryOperator<ProcessPoolBuilder> settings) {
    return new ProcessPoolExtension(Objects.requireNonNull(settings, "settings"));
  }

  /**
   * The pool of the test, or of the class, that runs.
   *
   * @throws IllegalStateException before the first {@code @BeforeAll} method, or in an instance
   *     field, before the first {@code @BeforeEach} method
   */
  public ProcessPool pool() {
    ProcessPool pool = current;
    if (pool == null) {
      throw new IllegalStateException(
          "There is no pool yet: is the field with the ProcessPoolExtension annotated with"
              + " @RegisterExtension?");
    }
    return pool;
  }

  /** Starts the pool of a class. */
  @Override
  public void beforeAll(ExtensionContext context) {
    var _ = poolOf(context);
  }

  /** Starts the pool of a test. */
  @Override
  public void beforeEach(ExtensionContext context) {
    var _ = poolOf(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ProcessPool.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return poolOf(context);
  }

  /** JUnit closes what is in a store when what the store belongs to has ended. */
  private ProcessPool poolOf(ExtensionContext context) {
    ExtensionContext owner = isShared ? context.getRoot() : context;
    Object key = isShared ? ProcessPoolExtension.class : this;
    ProcessPool pool =
        owner
            .getStore(NAMESPACE)
            .computeIfAbsent(
                key, _ -> settings.apply(ProcessPool.builder()).build(), ProcessPool.class);
    current = pool;
    return pool;
  }
}
