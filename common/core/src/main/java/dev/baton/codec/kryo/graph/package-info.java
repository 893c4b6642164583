/** One graph of objects in a record: buffers, names of classes, references, substitutes. */
@NullMarked
package dev.baton.codec.kryo.graph;

import org.jspecify.annotations.NullMarked;
