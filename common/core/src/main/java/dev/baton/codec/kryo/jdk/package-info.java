/** Values and collections of the JDK. */
@NullMarked
package dev.baton.codec.kryo.jdk;

import org.jspecify.annotations.NullMarked;
