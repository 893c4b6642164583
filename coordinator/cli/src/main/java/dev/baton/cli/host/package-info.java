/** The processes that last: workers of a host, standby workers, a broker. */
@NullMarked
package dev.baton.cli.host;

import org.jspecify.annotations.NullMarked;
