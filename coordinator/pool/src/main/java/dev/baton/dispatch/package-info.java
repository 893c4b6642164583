/** Sends tasks from the ledger to the workers' inboxes: batching and credit. */
@NullMarked
package dev.baton.dispatch;

import org.jspecify.annotations.NullMarked;
