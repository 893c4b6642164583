/** What is known of a class: how it wants to be written, its fields, a fingerprint of them. */
@NullMarked
package dev.baton.codec.kryo.type;

import org.jspecify.annotations.NullMarked;
