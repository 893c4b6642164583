package dev.baton.worker;

/** Who gets a result, and where. */
record ResultAddress(long coordinator, int partition) {}
