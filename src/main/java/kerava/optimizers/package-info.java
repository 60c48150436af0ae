/**
 * How weights follow their gradients.
 * Source: Keras {@code optimizers/}.
 */
package kerava.optimizers;
