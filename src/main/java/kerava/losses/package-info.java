/**
 * What training makes small.
 * Source: Keras {@code losses/}.
 */
package kerava.losses;
