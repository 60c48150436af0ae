/** Layers of {@code keras.applications}' own, which its files name beside those of {@link kerava.layers}. */
package kerava.applications;
