package dev.baton.worker;

import dev.baton.wire.Address;

/** The receiver of a result, and its address. */
record ResultAddress(long coordinator, Address address) {}
