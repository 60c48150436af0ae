/**
 * What a model is before it runs: named layers in order, shapes, variables, seeds, the summary's text.
 * Not exported.
 */
package kerava.network;
