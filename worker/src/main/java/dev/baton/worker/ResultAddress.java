package dev.baton.worker;

import dev.baton.wire.Address;

/** Who gets a result, and where. */
record ResultAddress(long coordinator, Address address) {}
