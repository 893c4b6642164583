/** The log: ordered channels of durable records, which can be read from any position. */
@NullMarked
package dev.baton.log;

import org.jspecify.annotations.NullMarked;
