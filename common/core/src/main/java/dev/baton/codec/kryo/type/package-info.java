/** What is known about a class: how it is written, its fields, and their fingerprint. */
@NullMarked
package dev.baton.codec.kryo.type;

import org.jspecify.annotations.NullMarked;
