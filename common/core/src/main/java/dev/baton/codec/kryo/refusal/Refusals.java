package dev.baton.codec.kryo.refusal;

import dev.baton.codec.AllowList;
import java.io.Closeable;
import java.io.Externalizable;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.stream.BaseStream;

/** The reasons why classes are refused, with advice. */
public final class Refusals {

  private static final String LAMBDA_ADVICE =
      "Declare it as dev.baton.Task or dev.baton.TaskFunction, or make its interface Serializable,"
          + " for instance by the cast (Runnable & Serializable).";

  private Refusals() {}

  /** A class that is not on the allow-list. */
  public static UnencodableException notAllowed(Class<?> type) {
    return JdkClasses.isOfJdk(type)
        ? new UnencodableException(type, meaning(type), advice(type))
        : new UnencodableException(
            type, AllowList.refusal(type.getName()), "Or mark the field that holds it transient.");
  }

  /** Refuses what runs tasks and what represents a running task: pools and futures. */
  public static void requireNotOfThisProcess(Class<?> type) {
    if (JdkClasses.isOfJdk(type) || Serializable.class.isAssignableFrom(type)) {
      return;
    }
    if (ExecutorService.class.isAssignableFrom(type)) {
      throw new UnencodableException(
          type,
          "a " + type.getSimpleName() + " belongs to the program that made it",
          "Keep it out of what the task captures: a lambda that uses a field or method of 'this'"
              + " captures all of it. Copy what it needs into a local variable, or mark the field"
              + " transient.");
    }
    if (Future.class.isAssignableFrom(type)) {
      throw new UnencodableException(
          type,
          "a future belongs to the program that waits for it",
          "Get its result, and send that.");
    }
  }

  /** A user's class based on a class of the JDK that cannot be written. */
  public static UnencodableException closedSuperclass(Class<?> type, Class<?> closed) {
    return new UnencodableException(
        type, "it is based on " + closed.getName() + ", and " + meaning(closed), advice(closed));
  }

  /** An object whose {@code writeObject} or the like says that it cannot be written. */
  public static UnencodableException refusesItself(
      Object object, NotSerializableException refusal) {
    return new UnencodableException(
        object,
        "its class refuses to be serialised (" + refusal.getMessage() + ")",
        "Mark the field that holds it transient, or send what it stands for.",
        refusal);
  }

  /** A class that Java's serialisation could write, but never read. */
  public static UnencodableException cannotBeMade(Class<?> type) {
    return Externalizable.class.isAssignableFrom(type)
        ? new UnencodableException(
            type,
            "it is Externalizable and has no public constructor without parameters",
            "Add one: it is called when the object is read.")
        : new UnencodableException(
            type,
            "it says how it wants to be serialised, and its superclass that is not Serializable has"
                + " no constructor without parameters that it can call",
            "Add one to that class: it is called when the object is read.");
  }

  /** A part that refers back to an object that the reader creates only after its parts. */
  public static UnencodableException cycle(Object object) {
    return new UnencodableException(
        object,
        "it is made when all its parts are there (as records, lambdas and immutable collections"
            + " are), and one of its parts refers back to it",
        "Let the part hold it in a field, an array or a list, or use a mutable class.");
  }

  /** A value whose replacement the reader could not store in its place. */
  public static UnencodableException doesNotFit(
      Object value, Object other, Class<?> slot, String name) {
    return new UnencodableException(
        value,
        "it travels as a "
            + other.getClass().getName()
            + ", which "
            + name
            + " (a "
            + slot.getName()
            + ") cannot hold",
        "Copy it into a collection of your own, or give the place a wider type.");
  }

  /** A graph that no array can hold. */
  public static UnencodableException graphTooLarge(int limit) {
    return new UnencodableException(
        null,
        "without its primitive arrays it takes more than "
            + limit
            + " bytes, the most that a"
            + " record can have",
        "Send it in parts, or put the data into primitive arrays, of which each may be as large.");
  }

  /** A lambda whose interface does not make it serialisable. */
  public static UnencodableException plainLambda(Object lambda) {
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
