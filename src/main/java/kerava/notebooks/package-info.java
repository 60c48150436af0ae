/**
 * The Keras notebooks in Java, one class each.
 * Not exported; the command line runs them.
 */
package kerava.notebooks;
