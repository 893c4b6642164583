/** The log: ordered channels of records that last, read from any place. */
@NullMarked
package dev.baton.log;

import org.jspecify.annotations.NullMarked;
