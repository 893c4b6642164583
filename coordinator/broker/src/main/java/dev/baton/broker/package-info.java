/** The embedded Kafka broker: a child JVM, for this user only, which ends with its parent. */
@NullMarked
package dev.baton.broker;

import org.jspecify.annotations.NullMarked;
