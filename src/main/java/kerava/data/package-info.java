/**
 * Data sets and data files: MNIST, Fashion-MNIST, .npy, .npz, CSV, and how they are parted and encoded.
 * Source: Keras {@code datasets/}, {@code utils/numerical_utils.py}.
 */
package kerava.data;
