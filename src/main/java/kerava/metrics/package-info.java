/**
 * What is told beside the loss.
 * Source: Keras {@code metrics/}.
 */
package kerava.metrics;
