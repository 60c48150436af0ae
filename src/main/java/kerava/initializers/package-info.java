/**
 * How weights get their first values, bit for bit Keras's.
 * Source: Keras {@code initializers/}.
 */
package kerava.initializers;
