/** Large data on the log: in chunks that any broker takes, and back. */
@NullMarked
package dev.baton.log.blob;

import org.jspecify.annotations.NullMarked;
