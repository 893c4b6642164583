package dev.baton.codec.kryo;

import dev.baton.codec.AllowList;
import java.io.Closeable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.stream.BaseStream;

/** Why classes are refused, and what to do about it. */
final class Refusals {

  private static final String LAMBDA_ADVICE =
      "Declare it as dev.baton.Task or dev.baton.TaskFunction, or make its interface Serializable,"
          + " for instance by the cast (Runnable & Serializable).";

  private Refusals() {}

  /** A class that is not on the allow-list. */
  static UnencodableException notAllowed(Class<?> type) {
    return JdkClasses.isOfJdk(type)
        ? new UnencodableException(type, meaning(type), advice(type))
        : new UnencodableException(
            type, AllowList.refusal(type.getName()), "Or mark the field that holds it transient.");
  }

  /** A class of the user that is based on one of the JDK that cannot be written. */
  static UnencodableException closedSuperclass(Class<?> type, Class<?> closed) {
    return new UnencodableException(
        type, "it is based on " + closed.getName() + ", and " + meaning(closed), advice(closed));
  }

  /** An object of a class that goes by Java's serialisation and holds one that cannot. */
  static UnencodableException notSerializable(Object object, String name) {
    if (name.contains("$$Lambda")) {
      return new UnencodableException(
          new ClassNamed(name, object),
          "the lambda in " + name.substring(0, name.indexOf("$$Lambda")) + " is not serialisable",
          LAMBDA_ADVICE);
    }
    String type = object.getClass().getName();
    return new UnencodableException(
        new ClassNamed(name, object),
        type.equals(name)
            ? "its class refuses to be serialised"
            : type + " is written by Java's serialisation, and " + name + " is not Serializable",
        "Let it implement java.io.Serializable, or mark the field that holds it transient.");
  }

  /** A lambda whose interface does not make it serialisable. */
  static UnencodableException plainLambda(Object lambda) {
    String name = lambda.getClass().getName();
    int end = name.indexOf("$$");
    Class<?>[] interfaces = lambda.getClass().getInterfaces();
    return new UnencodableException(
        lambda,
        "the lambda or method reference in "
            + (end < 0 ? name : name.substring(0, end))
            + (interfaces.length == 0 ? "" : ", a " + interfaces[0].getName() + ",")
            + " is not serialisable",
        LAMBDA_ADVICE);
  }

  private static String meaning(Class<?> type) {
    if (Thread.class.isAssignableFrom(type) || ClassLoader.class.isAssignableFrom(type)) {
      return "a " + type.getSimpleName() + " belongs to its process";
    }
    if (Executor.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)) {
      return "what runs here cannot be moved to another process";
    }
    if (Lock.class.isAssignableFrom(type)) {
      return "a lock works inside one process only";
    }
    if (BaseStream.class.isAssignableFrom(type)) {
      return "a stream is a computation under way, not data";
    }
    return Closeable.class.isAssignableFrom(type) || AutoCloseable.class.isAssignableFrom(type)
        ? "what is open here is not open in another process"
        : "this JDK class is not among the values that may travel between processes";
  }

  private static String advice(Class<?> type) {
    return BaseStream.class.isAssignableFrom(type)
        ? "Collect it first, for instance with toList()."
        : "Make it inside the task, or mark the field that holds it transient.";
  }
}
