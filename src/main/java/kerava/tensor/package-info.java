/**
 * Arrays and shapes of plain Java.
 * Begin with {@link kerava.tensor.NDArray}.
 */
package kerava.tensor;
