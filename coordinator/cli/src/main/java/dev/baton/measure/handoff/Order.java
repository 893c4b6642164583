package dev.baton.measure.handoff;

import java.io.Serializable;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;

/** One of many small records, as a program's own would be; and how it lies in memory. */
record Order(long id, Money price, int quantity, int customer) implements Serializable {

  /** A part of an order. */
  record Money(long cents, int currency) implements Serializable {}

  /** As a struct: what its fields take, and a gap. */
  static final int BYTES = 32;

  private static final MemoryLayout LAYOUT =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_LONG.withName("id"),
          ValueLayout.JAVA_LONG.withName("cents"),
          ValueLayout.JAVA_INT.withName("currency"),
          ValueLayout.JAVA_INT.withName("quantity"),
          ValueLayout.JAVA_INT.withName("customer"),
          MemoryLayout.paddingLayout(Integer.BYTES));

  private static final VarHandle ID = handle("id");
  private static final VarHandle CENTS = handle("cents");
  private static final VarHandle CURRENCY = handle("currency");
  private static final VarHandle QUANTITY = handle("quantity");
  private static final VarHandle CUSTOMER = handle("customer");

  /** Writes orders one behind the other. */
  static void write(List<Order> orders, MemorySegment memory) {
    long at = 0;
    for (Order order : orders) {
      ID.set(memory, at, order.id);
      CENTS.set(memory, at, order.price.cents());
      CURRENCY.set(memory, at, order.price.currency());
      QUANTITY.set(memory, at, order.quantity);
      CUSTOMER.set(memory, at, order.customer);
      at += BYTES;
    }
  }

  /** The checksum of orders on the heap. */
  static long checksum(List<?> orders) {
    long sum = 0;
    for (Object each : orders) {
      Order order = (Order) each;
      sum =
          mixed(
              sum,
              order.id,
              order.price.cents(),
              order.price.currency(),
              order.quantity,
              order.customer);
    }
    return sum;
  }

  /** The same of orders in memory. */
  static long checksum(MemorySegment memory) {
    long sum = 0;
    for (long at = 0; at < memory.byteSize(); at += BYTES) {
      sum =
          mixed(
              sum,
              (long) ID.get(memory, at),
              (long) CENTS.get(memory, at),
              (int) CURRENCY.get(memory, at),
              (int) QUANTITY.get(memory, at),
              (int) CUSTOMER.get(memory, at));
    }
    return sum;
  }

  private static long mixed(
      long sum, long id, long cents, int currency, int quantity, int customer) {
    return ((((sum * 31 + id) * 31 + cents) * 31 + currency) * 31 + quantity) * 31 + customer;
  }

  private static VarHandle handle(String field) {
    return LAYOUT.varHandle(PathElement.groupElement(field));
  }
}
