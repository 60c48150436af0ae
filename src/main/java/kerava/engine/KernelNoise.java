package kerava.engine;

import java.util.List;
import java.util.function.Function;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.ops.GradientTape;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.RandomSeed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt32;

/**
 * The noise of tf.keras 2: each noise layer of a training graph has a stateful kernel of TensorFlow's, whose stream goes on from step to
 * step and fit to fit as long as the graph lives. Its place in the stream is known from the number of samples so far. Source: tf_keras
 * {@code backend.py} RandomGenerator; TensorFlow {@code python/framework/random_seed.py} get_seed.
 */
final class KernelNoise {
  private static final long MODULUS = Integer.MAX_VALUE;

  private final List<Layer> layers;
  private final long seed = RandomSeed.forShuffle() % MODULUS;
  private int samples;

  /** Those of a graph that is written now. */
  KernelNoise(Built model) { layers = model.whole().all().map(BuiltLayer::layer).filter(Layer::isNoisy).toList(); }

  /** How many samples the graph has trained on. */
  int samples() { return samples; }

  void advance(int more) { samples += more; }

  /** From where on a layer draws, when the graph has trained on {@code before} samples. */
  Function<BuiltLayer, Tensor> states(GradientTape tape, Operand<?> before) {
    Tensor samplesBefore = tape.of(before).cast(DataType.DT_INT64);
    return layer -> {
      int number = 0;
      while (layers.get(number) != layer.layer()) number++;
      return Random.state(seed, seed == 0 && number == 0 ? MODULUS : number,
          samplesBefore.times(tape.constant(layer.output().dropFirst().elements())));
    };
  }

  /** The samples of a batch that {@code x} holds, an int32. */
  static Operand<TInt32> samplesOf(Tensor x) {
    return (x.size(0) == Shape.NONE ? x.shape().at(0) : x.constant((int) x.size(0))).operand().asOutput().expect(TInt32.class);
  }
}
