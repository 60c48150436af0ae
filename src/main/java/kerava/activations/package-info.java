/**
 * Keras's activation functions, by name and as formulas on tensors.
 * Source: Keras {@code activations/}.
 */
package kerava.activations;
