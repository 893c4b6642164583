package dev.baton.codec;

import java.util.List;
import java.util.stream.Stream;

/**
 * Types of libraries that a record may name only if the user allows it, because they do harm when
 * they are read, compared, hashed or printed. What a type does decides, not who ships it: a
 * library's values travel; types that call methods by name, load classes, look up names or work on
 * raw memory do not.
 *
 * <p>Each entry is a prefix of a class name. The classes known from attacks are those of ysoserial,
 * marshalsec, the black list of XStream and {@code SubTypeValidator} of Jackson.
 */
final class DangerousTypes {

  /** Baton's own internals, which start processes and open files and sockets. */
  private static final List<String> INSIDE_BATON =
      List.of(
          "dev.baton.broker.",
          "dev.baton.cli.",
          "dev.baton.metrics.",
          "dev.baton.process.",
          "dev.baton.store.",
          "dev.baton.log.");

  /** They hold memory addresses, which mean something else in another process. */
  private static final List<String> ON_RAW_MEMORY =
      List.of(
          "com.kenai.jffi.",
          "com.sun.jna.",
          "io.netty.buffer.",
          "io.netty.util.internal.",
          "jnr.ffi.",
          "net.openhft.",
          "org.agrona.",
          "org.lwjgl.",
          "org.rocksdb.",
          "software.chronicle.");

  /** They call a method, or create an object, of a class that the record names. */
  private static final List<String> THAT_CALL_BY_NAME =
      List.of(
          "com.rometools.rome.feed.impl.",
          "com.sun.syndication.feed.impl.",
          "com.vaadin.data.util.",
          "joptsimple.",
          "net.sf.json.xml.",
          "org.apache.click.control.Column",
          "org.apache.commons.beanutils.",
          "org.apache.commons.collections.comparators.TransformingComparator",
          "org.apache.commons.collections.functors.",
          "org.apache.commons.collections.keyvalue.TiedMapEntry",
          "org.apache.commons.collections.map.DefaultedMap",
          "org.apache.commons.collections.map.LazyMap",
          "org.apache.commons.collections.map.LazySortedMap",
          "org.apache.commons.collections4.comparators.TransformingComparator",
          "org.apache.commons.collections4.functors.",
          "org.apache.commons.collections4.keyvalue.TiedMapEntry",
          "org.apache.commons.collections4.map.DefaultedMap",
          "org.apache.commons.collections4.map.LazyMap",
          "org.apache.commons.collections4.map.LazySortedMap",
          "org.apache.commons.digester",
          "org.apache.commons.validator.",
          "org.apache.myfaces.",
          "org.hibernate.engine.",
          "org.hibernate.jmx.",
          "org.hibernate.property.",
          "org.hibernate.tuple.",
          "org.hibernate.type.",
          "org.jboss.interceptor.",
          "org.jboss.proxy.",
          "org.jboss.weld.",
          "org.springframework.aop.",
          "org.springframework.beans.",
          "org.springframework.context.",
          "org.springframework.core.SerializableTypeWrapper",
          "org.springframework.remoting.",
          "org.springframework.scheduling.",
          "org.springframework.scripting.");

  /** They run scripts, expressions or templates. */
  private static final List<String> THAT_INTERPRET =
      List.of(
          "bsh.",
          "clojure.core$",
          "clojure.inspector.",
          "clojure.lang.Compiler",
          "clojure.lang.Var",
          "clojure.main$",
          "freemarker.",
          "groovy.lang.GroovyClassLoader",
          "groovy.lang.GroovyShell",
          "groovy.util.Eval",
          "groovy.util.Expando",
          "ognl.",
          "org.apache.commons.jelly.",
          "org.apache.velocity.",
          "org.codehaus.groovy.runtime.ConversionHandler",
          "org.codehaus.groovy.runtime.ConvertedClosure",
          "org.codehaus.groovy.runtime.MethodClosure",
          "org.jython.",
          "org.mozilla.javascript.",
          "org.mvel2.",
          "org.python.",
          "org.springframework.expression.",
          "scala.sys.process.");

  /** They define classes, or load them from where the record says. */
  private static final List<String> THAT_LOAD_CLASSES =
      List.of(
          "com.esotericsoftware.reflectasm.",
          "javassist.",
          "net.bytebuddy.",
          "net.sf.cglib.",
          "org.apache.bcel.",
          "org.apache.commons.logging.LogFactory",
          "org.apache.commons.logging.LogSource",
          "org.apache.commons.logging.impl.",
          "org.apache.xalan.",
          "org.aspectj.weaver.",
          "org.springframework.cglib.");

  /** They look up names, open connections, or read or write files. */
  private static final List<String> THAT_REACH_OUT =
      List.of(
          "br.com.anteros.",
          "ch.qos.logback.core.db.",
          "com.caucho.",
          "com.ibatis.",
          "com.mchange.",
          "com.newrelic.agent.",
          "com.nqadmin.rowset.",
          "com.p6spy.",
          "com.pastdev.httpcomponents.",
          "com.zaxxer.hikari.",
          "flex.messaging.util.concurrent.",
          "net.sf.ehcache.",
          "oracle.jdbc.",
          "oracle.jms.",
          "org.apache.activemq.",
          "org.apache.aries.transaction.",
          "org.apache.axis2.",
          "org.apache.batik.",
          "org.apache.cocoon.",
          "org.apache.commons.configuration",
          "org.apache.commons.dbcp",
          "org.apache.commons.fileupload",
          "org.apache.commons.proxy.",
          "org.apache.cxf.jaxrs.provider.",
          "org.apache.hadoop.shaded.com.zaxxer.hikari.",
          "org.apache.ibatis.datasource.",
          "org.apache.ignite.cache.jta.",
          "org.apache.log4j.",
          "org.apache.logging.log4j.core.",
          "org.apache.openjpa.ee.",
          "org.apache.servicemix.",
          "org.apache.shiro.jndi.",
          "org.apache.shiro.realm.",
          "org.apache.tomcat.",
          "org.apache.wicket.util.",
          "org.apache.xbean.",
          "org.eclipse.jetty.jndi.",
          "org.eclipse.jetty.plus.",
          "org.eclipse.jetty.util.log.",
          "org.jdom.transform.",
          "org.jdom2.transform.",
          "org.jsecurity.realm.",
          "org.quartz.",
          "org.slf4j.ext.EventData",
          "org.springframework.jndi.",
          "org.springframework.transaction.");

  /** They allocate what a record claims, not what it has room for. */
  private static final List<String> THAT_GROW = List.of("org.HdrHistogram.");

  /**
   * Caches, which run loaders and executors, hash functions, and meters, some of which start
   * threads or open connections: machinery, not values.
   */
  private static final List<String> MACHINERY =
      List.of(
          "com.dynatrace.hash4j.",
          "com.github.benmanes.caffeine.",
          "io.micrometer.",
          "io.prometheus.",
          "org.LatencyUtils.");

  private DangerousTypes() {}

  /** Whether a class is one of them, judged by its name. */
  static boolean contain(String name) {
    return Stream.of(
            INSIDE_BATON,
            ON_RAW_MEMORY,
            THAT_CALL_BY_NAME,
            THAT_INTERPRET,
            THAT_LOAD_CLASSES,
            THAT_REACH_OUT,
            THAT_GROW,
            MACHINERY)
        .flatMap(List::stream)
        .anyMatch(name::startsWith);
  }
}
