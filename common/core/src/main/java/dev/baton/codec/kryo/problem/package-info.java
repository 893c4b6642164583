/** Why something could not be encoded or decoded, with the path to it. */
@NullMarked
package dev.baton.codec.kryo.problem;

import org.jspecify.annotations.NullMarked;
