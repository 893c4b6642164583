/** The state of every task of a coordinator, and the only code that changes it. */
@NullMarked
package dev.baton.ledger;

import org.jspecify.annotations.NullMarked;
