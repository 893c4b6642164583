/** Lambdas: by the place in the code that made them. */
@NullMarked
package dev.baton.codec.kryo.lambda;

import org.jspecify.annotations.NullMarked;
