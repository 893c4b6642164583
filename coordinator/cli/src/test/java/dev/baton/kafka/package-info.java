/** Kafka brokers as others run them: Kafka's own programs, with a configuration of their own. */
@org.jspecify.annotations.NullMarked
package dev.baton.kafka;
