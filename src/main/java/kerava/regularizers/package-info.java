/**
 * Terms that weights and outputs add to the loss.
 * Begin with {@link kerava.regularizers.Regularizer}.
 */
package kerava.regularizers;
