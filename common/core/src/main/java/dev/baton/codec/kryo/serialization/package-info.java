/** Objects in the form of the Java Object Serialization Specification. */
@NullMarked
package dev.baton.codec.kryo.serialization;

import org.jspecify.annotations.NullMarked;
