/** What the authors of tasks and jobs write against. */
module dev.baton.api {
  requires static org.jspecify;

  // What Baton's other modules need of the JDK. They are automatic modules, which cannot say so, as
  // some of their libraries are; each of them needs this one.
  requires java.compiler;
  requires java.desktop;
  requires java.logging;
  requires java.management;
  requires java.naming;
  requires java.security.jgss;
  requires java.security.sasl;
  requires java.sql;
  requires jdk.management;
  requires jdk.unsupported;

  exports dev.baton;
  exports dev.baton.job;
}
