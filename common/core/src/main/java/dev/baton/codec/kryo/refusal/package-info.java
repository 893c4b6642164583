/** What cannot be encoded, and what the program's own code throws meanwhile. */
@NullMarked
package dev.baton.codec.kryo.refusal;

import org.jspecify.annotations.NullMarked;
