/**
 * Learning rates, and how they change from step to step.
 * Source: Keras {@code optimizers/schedules/}.
 */
package kerava.optimizers.schedules;
