package kerava.engine;

import kerava.tensor.Shape;
import org.tensorflow.types.TFloat32;

/** Values and shapes on their way between Java and TensorFlow. */
final class Tensors {
  private Tensors() {}

  static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  static org.tensorflow.ndarray.Shape shape(Shape shape) {
    return org.tensorflow.ndarray.Shape.of(shape.sizes().stream().mapToLong(Integer::longValue).toArray());
  }
}
