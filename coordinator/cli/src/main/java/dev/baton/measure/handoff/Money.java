package dev.baton.measure.handoff;

import java.io.Serializable;

/** A part of an {@link Order}. */
record Money(long cents, int currency) implements Serializable {}
