/**
 * Pictures of models and trainings, as PNG and SVG.
 * Shapes and units stand at each class.
 */
package kerava.plots;
