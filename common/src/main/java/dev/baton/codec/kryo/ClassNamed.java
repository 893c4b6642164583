package dev.baton.codec.kryo;

/**
 * A culprit of which only the class name is known.
 *
 * @param name the name of its class
 * @param inside the object that holds it, somewhere
 */
record ClassNamed(String name, Object inside) {}
