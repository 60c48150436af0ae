package kerava.saving;

import static kerava.FormatException.refuseUnless;

import kerava.saving.hdf5.Hdf5Dataset;
import kerava.tensor.Shape;

/** Numbers of a weight out of a file. */
final class Weights {
  private Weights() {}

  /** Any kind of number becomes float32, as Keras casts it. */
  static float[] floats(Hdf5Dataset dataset, Shape shape, String file, String what) {
    refuseUnless(dataset.shape().equals(shape), "%s: %s must have shape %s, got %s; is it the file of another model?", file, what, shape,
        dataset.shape());
    return dataset.floats();
  }

  static Hdf5Dataset scalar(Hdf5Dataset dataset, String file) {
    refuseUnless(dataset.shape().rank() == 0,
        "%s: the optimizer's iterations and learning rate must be scalars, got shape %s; save it again",
        file, dataset.shape());
    return dataset;
  }
}
