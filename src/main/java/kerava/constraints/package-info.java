/**
 * Rules that weights keep after each step of training.
 * Begin with {@link kerava.constraints.Constraint}.
 */
package kerava.constraints;
