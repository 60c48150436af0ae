/**
 * The table of a model's layers, as Keras 3 and Keras 2 print it.
 * Not exported; models fills it. Source: Keras {@code utils/summary_utils.py}.
 */
package kerava.models.summary;
