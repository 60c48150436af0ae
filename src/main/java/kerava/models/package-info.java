/**
 * What a user holds: a model to compile, fit, evaluate, predict with, save and load.
 * Begin with {@link kerava.models.Sequential}.
 */
package kerava.models;
