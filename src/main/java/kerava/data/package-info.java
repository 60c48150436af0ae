/**
 * Data that stream into a model, data sets and data files: MNIST, Fashion-MNIST, .npy, .npz, CSV, TFRecord, images, and how they are parted
 * and encoded. Source: Keras {@code datasets/}, {@code utils/numerical_utils.py}, {@code utils/image_dataset_utils.py},
 * {@code utils/image_utils.py}.
 */
package kerava.data;
