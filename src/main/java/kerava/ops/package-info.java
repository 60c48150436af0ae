/**
 * Keras's operations on tensors, with Python's backward passes: what layers, losses and activations are written in.
 * Begin with {@link kerava.ops.Tensor}. Source: Keras {@code ops/}, TensorFlow {@code python/ops/}.
 */
package kerava.ops;
