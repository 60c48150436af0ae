/**
 * A training step of a user's own: what it implements, and what it is given. Source: Keras {@code backend/tensorflow/trainer.py}
 * train_step.
 */
package kerava.steps;
