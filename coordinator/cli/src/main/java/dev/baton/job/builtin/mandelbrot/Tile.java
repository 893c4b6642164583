package dev.baton.job.builtin.mandelbrot;

/** A part of a picture: its upper left pixel and its size. */
record Tile(int x, int y, int width, int height) {}
