/** Channels as Kafka topics: plain producers and assigned consumers, no groups, no transactions. */
@NullMarked
package dev.baton.log.kafka;

import org.jspecify.annotations.NullMarked;
