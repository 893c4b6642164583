package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TaskDecodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a record may name. */
class AllowListTest {

  private final AllowList list = AllowList.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Order",
        "Order",
        "com.acme.Order$Item",
        "[Lcom.acme.Order;",
        "[[I",
        "[Ljava.lang.String;",
        "dev.baton.Task",
        "dev.baton.job.builtin.Anything",
        "java.lang.String",
        "java.util.ArrayList",
        "java.util.ImmutableCollections$ListN",
        "java.time.LocalDate",
        "java.util.concurrent.atomic.AtomicLong",
        "java.io.FileNotFoundException",
        "java.lang.StackOverflowError",
        "java.lang.Thread$State",
        "java.nio.file.attribute.PosixFilePermission",
        "java.text.MessageFormat",
        "java.awt.Color",
        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject",
        "org.apache.kafka.common.TopicPartition",
        "com.fasterxml.jackson.databind.node.ObjectNode",
        "org.springframework.util.LinkedMultiValueMap",
        "org.hibernate.collection.spi.PersistentBag",
        "org.apache.commons.logging.LogAdapter$Slf4jLog",
        "scala.collection.immutable.List",
        "clojure.lang.PersistentVector",
        "org.apache.commons.collections4.map.LinkedMap"
      })
  void allowed(String name) {
    assertThat(list.allows(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ProcessBuilder",
        "java.lang.Runtime",
        "java.lang.Thread",
        "java.lang.ClassLoader",
        "java.lang.reflect.Method",
        "java.lang.reflect.Proxy",
        "java.lang.invoke.MethodHandle",
        "java.lang.invoke.SerializedLambda",
        "java.util.concurrent.ForkJoinTask$AdaptedCallable",
        "java.util.concurrent.ThreadPoolExecutor$Worker",
        "java.util.PropertyPermission",
        "org.jcp.xml.dsig.internal.dom.DOMTransform",
        "org.hibernate.engine.spi.TypedValue",
        "groovy.util.Expando",
        "java.io.FileOutputStream",
        "java.net.Socket",
        "java.net.URLClassLoader",
        "java.beans.EventHandler",
        "java.rmi.server.UnicastRemoteObject",
        "java.rmi.RemoteException",
        "java.util.ServiceLoader",
        "java.util.logging.FileHandler",
        "java.security.SignedObject",
        "javax.script.ScriptEngineManager",
        "javax.management.BadAttributeValueExpException",
        "javax.naming.InitialContext",
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "sun.misc.Unsafe",
        "jdk.jshell.JShell",
        "net.openhft.chronicle.map.ChronicleMap",
        "org.apache.commons.collections.functors.InvokerTransformer",
        "org.apache.commons.collections4.comparators.TransformingComparator",
        "org.springframework.beans.factory.ObjectFactory",
        "dev.baton.process.ChildProcess",
        "java.util.RegularEnumSet",
        "java.util.JumboEnumSet",
        "com.sun.jdi.VirtualMachine",
        "sun.nio.fs.UnixException",
        "org.HdrHistogram.Histogram",
        "org.apache.commons.digester.Digester",
        "org.apache.commons.validator.ValidatorAction",
        "org.apache.commons.logging.impl.LogFactoryImpl",
        "com.github.benmanes.caffeine.cache.SerializationProxy",
        "com.dynatrace.hash4j.hashing.Hashing",
        "joptsimple.internal.MethodInvokingValueConverter",
        "[Ljava.lang.ProcessBuilder;",
        "[[Lognl.Node;",
        "",
        "[",
        "[X",
        "[Lcom.acme.Order"
      })
  void refused(String name) {
    assertThat(list.allows(name)).isFalse();
  }

  @Test
  void refusalSaysHowToAllow() {
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> list.check("ognl.Foo"))
        .withMessageContaining("ognl.Foo")
        .withMessageContaining("-Dbaton.allow=ognl.Foo");
  }

  @Test
  void additionsAreExactNamesOrPrefixes() {
    AllowList more = list.and("org.hibernate.type.One", "org.jboss.weld.", " ");

    assertThat(more.allows("org.hibernate.type.One")).isTrue();
    assertThat(more.allows("org.hibernate.type.OneMore")).isFalse();
    assertThat(more.allows("org.jboss.weld.any.Thing")).isTrue();
    assertThat(more.additions()).containsExactly("org.hibernate.type.One", "org.jboss.weld.");
    assertThat(list.allows("org.hibernate.type.One")).isFalse();
  }

  @Test
  void messagesDoNotRepeatHostileNames() {
    assertThat(AllowList.refusal("java." + "x".repeat(100_000))).hasSizeLessThan(1_000);
    assertThat(AllowList.refusal("java.\u001b[31m")).doesNotContain("\u001b");
  }
}
