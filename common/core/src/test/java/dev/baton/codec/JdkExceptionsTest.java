package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule, held against all the classes that this JDK has. */
class JdkExceptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.rmi.RemoteException",
        "java.rmi.server.ServerCloneException",
        "javax.management.BadAttributeValueExpException",
        "javax.naming.CannotProceedException",
        "com.sun.jndi.ldap.LdapReferralException",
        "com.sun.jdi.InvocationException",
        "javax.sql.rowset.spi.SyncProviderException",
        "java.lang.ProcessBuilder",
      })
  void whatRefersElsewhereIsKeptOut(String name) {
    assertThat(AllowList.standard().allows(name)).isFalse();
  }

  @Test
  void publicExceptionsAreAllowedUnlessKeptOut() throws IOException {
    List<String> refused =
        jdkClassNames()
            .filter(name -> name.matches("(java|javax|org)\\..*"))
            .filter(JdkExceptionsTest::isPublicThrowable)
            .filter(name -> !AllowList.standard().allows(name))
            .filter(name -> !name.startsWith("java.rmi."))
            .toList();

    assertThat(refused)
        .containsExactlyInAnyOrder(
            "javax.management.BadAttributeValueExpException",
            "javax.management.BadBinaryOpValueExpException",
            "javax.management.InvalidApplicationException",
            "javax.naming.CannotProceedException",
            "javax.naming.ReferralException",
            "javax.naming.ldap.LdapReferralException",
            "javax.sql.rowset.spi.SyncProviderException");
  }

  private static Stream<String> jdkClassNames() throws IOException {
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
    List<Path> files;
    try (Stream<Path> all = Files.walk(modules)) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    return files.stream()
        .map(file -> file.subpath(2, file.getNameCount()).toString())
        .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
        .filter(JdkTypes::isJdkName);
  }

  private static boolean isPublicThrowable(String name) {
    try {
      Class<?> type = Class.forName(name, false, JdkExceptionsTest.class.getClassLoader());
      return Throwable.class.isAssignableFrom(type) && Modifier.isPublic(type.getModifiers());
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // of a module that this process lacks
    }
  }
}
