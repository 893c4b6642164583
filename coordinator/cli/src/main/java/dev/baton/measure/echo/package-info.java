/** Kafka alone, without Baton's tasks: the limit beside which Baton's own figures stand. */
@NullMarked
package dev.baton.measure.echo;

import org.jspecify.annotations.NullMarked;
