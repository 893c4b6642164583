/** A picture of the Mandelbrot set, painted in tiles. */
@NullMarked
package dev.baton.job.builtin.mandelbrot;

import org.jspecify.annotations.NullMarked;
