package dev.baton.codec;

import java.util.Set;

/**
 * Decides which exception classes of the JDK a record may name.
 *
 * <p>An exception is data with a stack trace, whatever its package. Anything else it holds is
 * checked by its own name, so that it carries nothing that could not travel alone. Excluded are
 * exceptions that refer to remote objects, follow references elsewhere, or do more than print
 * themselves when they are read or printed; and those in packages that no program can name, which
 * arrive as the nearest superclass that a program can catch.
 */
final class JdkExceptions {

  private static final Set<String> KEPT_OUT =
      Set.of(
          // turns an accompanying object into text
          "javax.management.BadAttributeValueExpException",
          "javax.management.BadBinaryOpValueExpException",
          "javax.management.InvalidApplicationException",
          // hold a context, or the way to another server
          "javax.naming.CannotProceedException",
          "javax.naming.ReferralException",
          "javax.naming.ldap.LdapReferralException",
          // holds a row set
          "javax.sql.rowset.spi.SyncProviderException");

  /**
   * RMI's exceptions refer to remote objects, LDAP's lead to other servers, the debugger's to
   * another JVM, and a compiler's are never thrown at a task.
   */
  private static final Set<String> KEPT_OUT_FAMILIES =
      Set.of(
          "java.rmi.",
          "javax.rmi.",
          "sun.rmi.",
          "com.sun.jndi.",
          "com.sun.jdi.",
          "com.sun.tools.",
          "org.omg.");

  private JdkExceptions() {}

  /** Whether a class of the JDK is an exception that may travel. */
  static boolean contain(Class<?> type) {
    return Throwable.class.isAssignableFrom(type)
        && type.getModule().isExported(type.getPackageName())
        && !KEPT_OUT.contains(type.getName())
        && KEPT_OUT_FAMILIES.stream().noneMatch(type.getName()::startsWith);
  }
}
