import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J among the ways to train, on the files of {@code src/test/python/way_times.py}: prints a JSON line of the seconds and the losses. */
public final class Dl4jTimes {
  private static final double EPSILON = 1e-7;

  private Dl4jTimes() {}

  /** @param args the folder, the model's name, the batch size, epochs */
  public static void main(String[] args) throws Exception {
    File folder = new File(args[0]);
    int batch = Integer.parseInt(args[2]), epochs = Integer.parseInt(args[3]);
    INDArray x = Nd4j.createFromNpyFile(new File(folder, "x.npy")), y = oneHot(Nd4j.createFromNpyFile(new File(folder, "y.npy")));
    if (x.rank() == 4) x = x.permute(0, 3, 1, 2).dup('c');
    if (x.rank() == 3) x = x.permute(0, 2, 1).dup('c');
    MultiLayerNetwork network = network(args[1]);
    network.init();
    put(network, new ArrayList<>(new TreeMap<>(Nd4j.createFromNpzFile(new File(folder, "weights.npz"))).values()), args[1]);
    train(network, x, y, batch, epochs);
  }

  private static void train(MultiLayerNetwork network, INDArray x, INDArray y, int batch, int epochs) {
    List<Double> seconds = new ArrayList<>(), losses = new ArrayList<>();
    losses.add(step(network, x, y, 0, batch));
    double firstAt = System.currentTimeMillis() / 1e3;
    long steps = x.size(0) / batch;
    for (int epoch = 0; epoch < epochs; epoch++) {
      long began = System.nanoTime();
      double total = 0;
      for (long at = 0; at < steps * batch; at += batch) total += step(network, x, y, at, batch);
      losses.add(total / steps);
      seconds.add((System.nanoTime() - began) / 1e9);
    }
    System.out.println("{\"first_at\": " + firstAt + ", \"seconds\": " + seconds + ", \"loss\": " + losses + "}");
  }

  private static double step(MultiLayerNetwork network, INDArray x, INDArray y, long at, int batch) {
    network.fit(rows(x, at, batch), rows(y, at, batch));
    return network.score();
  }

  private static INDArray rows(INDArray array, long at, int batch) { return array.get(NDArrayIndex.interval(at, at + batch)); }

  private static INDArray oneHot(INDArray labels) {
    INDArray rows = Nd4j.zeros(labels.length(), 10);
    for (long i = 0; i < labels.length(); i++) rows.putScalar(i, labels.getLong(i), 1);
    return rows;
  }

  // ---- models

  private static MultiLayerNetwork network(String name) {
    Layer last = new OutputLayer.Builder(LossFunction.MCXENT).nOut(10).activation(Activation.SOFTMAX).build();
    return switch (name) {
      case "784-100-10" -> network(InputType.feedForward(784), new DenseLayer.Builder().nOut(100).activation(Activation.RELU).build(), last);
      case "mnist-convnet" -> network(InputType.convolutional(28, 28, 1), conv(32), pool(), conv(64), pool(), last);
      case "lstm" -> network(InputType.recurrent(8, 100, RNNFormat.NCW),
          new LastTimeStep(new LSTM.Builder().nOut(64).activation(Activation.TANH).gateActivationFunction(Activation.SIGMOID).build()), last);
      default -> throw new IllegalArgumentException("Dl4jTimes: the models are 784-100-10, mnist-convnet and lstm, got " + name);
    };
  }

  private static MultiLayerNetwork network(InputType input, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().updater(new Adam(0.001, 0.9, 0.999, EPSILON)).list();
    for (Layer layer : layers) list.layer(layer);
    return new MultiLayerNetwork(list.setInputType(input).build());
  }

  private static Layer conv(int filters) { return new ConvolutionLayer.Builder(3, 3).nOut(filters).activation(Activation.RELU).build(); }

  private static Layer pool() { return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(); }

  // ---- weights

  /** Keras's weights in DL4J's forms: channels first, and an LSTM's gates as candidate, forget, output, input. */
  private static void put(MultiLayerNetwork network, List<INDArray> weights, String name) {
    Map<String, INDArray> parameters = network.paramTable();
    int next = 0;
    for (String key : parameters.keySet().stream().sorted(Comparator.comparingInt(Dl4jTimes::inKeras)).toList()) {
      INDArray weight = weights.get(next++);
      if (weight.rank() == 4) weight = weight.permute(3, 2, 0, 1);
      if (weight.size(0) == 1600) weight = weight.reshape(5, 5, 64, 10).permute(2, 0, 1, 3).dup('c').reshape('c', 1600, 10);
      if (weight.size(-1) == 256) weight = gates(weight);
      network.setParam(key, weight.dup('c').reshape('c', parameters.get(key).shape()));
    }
    if (next != weights.size()) throw new IllegalStateException("Dl4jTimes: " + name + " has " + weights.size() + " weights, and " + next + " were put");
  }

  /** By layers, each with its weights, those of its state and its bias. */
  private static int inKeras(String key) {
    String[] parts = key.split("_");
    return 10 * Integer.parseInt(parts[0]) + List.of("W", "RW", "b").indexOf(parts[1]);
  }

  /** Keras has input, forget, candidate, output. */
  private static INDArray gates(INDArray weight) {
    INDArray rows = weight.reshape('c', weight.length() / 256, 256);
    INDArray[] parts = new INDArray[4];
    int[] order = {2, 1, 3, 0};
    for (int i = 0; i < 4; i++) parts[i] = rows.get(NDArrayIndex.all(), NDArrayIndex.interval(64 * order[i], 64 * order[i] + 64));
    return Nd4j.concat(1, parts);
  }
}
