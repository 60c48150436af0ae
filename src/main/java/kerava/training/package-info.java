/**
 * FitOptions, evaluate and what they take and give: options, callbacks, history, scores.
 * Source: Keras {@code trainers/}, {@code callbacks/}.
 */
package kerava.training;
