/**
 * Objects of a program's classes, field by field: plain ones, records, enums, constants, arrays.
 */
@NullMarked
package dev.baton.codec.kryo.object;

import org.jspecify.annotations.NullMarked;
