/**
 * What can happen beside training: stopping early, keeping models and numbers in files, setting the learning rate.
 * Source: Keras {@code callbacks/}.
 */
package kerava.callbacks;
