/**
 * Reads and writes HDF5 files. {@link kerava.saving.hdf5.Hdf5Group} is a file's content in either direction; jHDF is known to the readers
 * alone.
 */
package kerava.saving.hdf5;
