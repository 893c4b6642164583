package dev.baton.codec;

import java.util.List;

/**
 * Libraries whose classes a record may not name unless the user says so.
 *
 * <p>First what Baton itself brings along: it is on the class path of every worker, and nobody puts
 * its objects into a task. Then the libraries that are known from attacks on deserialisation: among
 * their classes are some that call methods by name when they are compared, hashed or read.
 */
final class KnownLibraries {

  private static final List<String> OF_BATON =
      List.of(
          "org.apache.kafka.",
          "kafka.",
          "net.openhft.",
          "com.esotericsoftware.",
          "org.objenesis.",
          "com.sun.jna.",
          "jnr.",
          "com.kenai.",
          "picocli.",
          "com.fasterxml.",
          "tools.jackson.",
          "org.slf4j.",
          "ch.qos.logback.",
          "org.apache.logging.",
          "org.apache.log4j.",
          "com.github.luben.",
          "net.jpountz.",
          "org.xerial.",
          "org.rocksdb.",
          "scala.",
          "com.typesafe.",
          "com.yammer.",
          "io.dropwizard.",
          "org.eclipse.jetty.",
          "org.glassfish.",
          "me.tongfei.",
          "org.jline.",
          "org.ow2.",
          "org.objectweb.asm.",
          "com.squareup.javapoet.",
          "software.chronicle.",
          "org.pcollections.",
          "com.google.re2j.",
          "org.jose4j.",
          "net.sourceforge.argparse4j.",
          "org.bitbucket.b_c.",
          "com.thoughtworks.xstream.");

  private static final List<String> KNOWN_FROM_ATTACKS =
      List.of(
          "bsh.",
          "clojure.",
          "com.alibaba.fastjson",
          "com.caucho.",
          "com.mchange.",
          "com.rometools.",
          "com.vaadin.",
          "com.zaxxer.hikari.",
          "freemarker.",
          "groovy.",
          "javassist.",
          "net.bytebuddy.",
          "net.sf.cglib.",
          "org.aspectj.",
          "org.apache.batik.",
          "org.apache.bcel.",
          "org.apache.click.",
          "org.apache.commons.beanutils.",
          "org.apache.commons.collections.",
          "org.apache.commons.collections4.",
          "org.apache.commons.configuration",
          "org.apache.commons.dbcp",
          "org.apache.commons.fileupload.",
          "org.apache.commons.jelly.",
          "org.apache.ibatis.",
          "org.apache.myfaces.",
          "org.apache.tomcat.",
          "org.apache.velocity.",
          "org.apache.wicket.",
          "org.apache.xalan.",
          "org.codehaus.groovy.",
          "org.hibernate.",
          "org.jboss.",
          "org.jython.",
          "org.mozilla.javascript.",
          "org.mvel2.",
          "org.python.",
          "org.quartz.",
          "org.springframework.",
          "org.yaml.snakeyaml.",
          "ognl.");

  /** Baton's own inner works, which start processes, open files and sockets. */
  private static final List<String> INSIDE_BATON =
      List.of(
          "dev.baton.broker.",
          "dev.baton.cli.",
          "dev.baton.process.",
          "dev.baton.store.",
          "dev.baton.transport.");

  private KnownLibraries() {}

  static boolean contains(String name) {
    return startsWithOneOf(name, OF_BATON)
        || startsWithOneOf(name, KNOWN_FROM_ATTACKS)
        || startsWithOneOf(name, INSIDE_BATON);
  }

  private static boolean startsWithOneOf(String name, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
