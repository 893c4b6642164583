/** The codec built on Kryo; the only package that imports Kryo. */
@NullMarked
package dev.baton.codec.kryo;

import org.jspecify.annotations.NullMarked;
