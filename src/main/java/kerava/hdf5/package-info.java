/**
 * HDF5, read and written; it knows nothing of Keras.
 * Not exported.
 */
package kerava.hdf5;
