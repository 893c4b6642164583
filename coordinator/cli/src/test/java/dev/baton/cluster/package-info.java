/** Clusters of several hosts on one machine: network namespaces, real links, real processes. */
@NullMarked
package dev.baton.cluster;

import org.jspecify.annotations.NullMarked;
