/**
 * Keras's layers: a record each, whose components are the keys of Keras's config.
 * Source: Keras {@code layers/}.
 */
package kerava.layers;
