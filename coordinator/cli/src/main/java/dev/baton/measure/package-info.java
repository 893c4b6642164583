/**
 * What all measurements have in common: a {@link dev.baton.measure.Measurement} measures cases,
 * checks their answers, and tells what they mean. Each lies in a package of its own.
 */
@NullMarked
package dev.baton.measure;

import org.jspecify.annotations.NullMarked;
