/** Many URLs, fetched at a time. */
@NullMarked
package dev.baton.job.builtin.fetch;

import org.jspecify.annotations.NullMarked;
