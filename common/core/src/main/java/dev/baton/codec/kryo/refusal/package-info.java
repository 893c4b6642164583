/** What cannot be encoded, and what the program's own code throws during encoding. */
@NullMarked
package dev.baton.codec.kryo.refusal;

import org.jspecify.annotations.NullMarked;
