/** What {@code mvn package} makes, and the launcher that starts it. */
package dev.baton.distribution;
