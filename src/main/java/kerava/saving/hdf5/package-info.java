/**
 * HDF5, read and written; it knows nothing of Keras.
 * Not exported.
 */
package kerava.saving.hdf5;
