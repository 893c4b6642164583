/**
 * How the processes of a pool log in at its embedded broker: both sides prove that they know one
 * random key.
 */
@NullMarked
package dev.baton.log.kafka.login;

import org.jspecify.annotations.NullMarked;
