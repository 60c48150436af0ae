package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kerava.models.Model;
import kerava.tensor.Columns;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** A layer, made anew for each use, and the shapes of samples that it takes, one an input. */
record LayerSample(Supplier<Layer> make, List<Shape> xs) {
  LayerSample(Supplier<Layer> make, Shape... xs) { this(make, List.of(xs)); }

  Layer layer() { return make.get(); }

  /** The shapes of the inputs, with the batch axis. */
  List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>(xs.stream().map(x -> x.prepend(Shape.NONE)).toList());
    if (layer() instanceof CellLayer cell) cell.stateSizes().forEach(size -> shapes.add(Shape.of(Shape.NONE, size)));
    return shapes;
  }

  /** The layer's weights and those of all in it. */
  List<Weight> declared(Layer layer) { return declared(layer, shapes()); }

  private static List<Weight> declared(Layer layer, List<Shape> inputs) {
    List<Weight> all = new ArrayList<>(layer.weights(inputs));
    List<List<Shape>> shapes = layer.partInputs(inputs);
    int i = 0;
    for (Layer part : layer.parts().values())
      declared(part, shapes.get(i++)).stream().filter(weight -> layer.ownerOf(weight.name()) != part).forEach(all::add);
    return all;
  }

  /** The layer alone in a model. */
  Model alone(Layer layer) { return model(layer, y -> y); }

  /** The layer in the middle of a model for three classes. */
  Model inside(Layer layer) {
    Model model = model(layer, y -> new Dense(3, "softmax").apply(new Flatten().apply(y)));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  private Model model(Layer layer, UnaryOperator<KerasTensor> rest) {
    if (layer instanceof Input input) {
      KerasTensor x = input.tensor();
      return new Model(x, rest.apply(x));
    }
    List<KerasTensor> inputs = xs.stream().map(x -> new Input(x).withDtype(dtype(layer)).tensor()).toList();
    if (layer instanceof CellLayer) {
      KerasTensor steps = new RepeatVector(2).apply(inputs.get(0));
      return new Model(inputs, List.of(rest.apply(new RNN(layer).named(layer.name()).apply(steps))));
    }
    return new Model(inputs, List.of(rest.apply(layer.applyAll(inputs).get(0))));
  }

  /** {@code n} samples for each input. */
  Columns random(int n) {
    boolean whole = layer() instanceof CategoryEncoding || layer() instanceof HashedCrossing;
    int words = layer() instanceof EmbeddingTable<?> embedding ? embedding.inputDim() : whole ? 7 : 0;
    return Columns.of(IntStream.range(0, xs.size()).mapToObj(i -> random(n, 31 * i + n, xs.get(i)))
        .map(x -> words > 0 ? words(x, words) : x).map(x -> takesWords(layer()) ? text(x) : x).toArray(Samples[]::new));
  }

  private static String dtype(Layer layer) {
    return takesWords(layer) ? "string" : layer instanceof HashedCrossing ? "int64" : "float32";
  }

  private static boolean takesWords(Layer layer) { return layer instanceof StringLookup || layer instanceof TextVectorization; }

  private static NDArray text(NDArray x) {
    String[] words = new String[x.values().length];
    for (int i = 0; i < words.length; i++) words[i] = Integer.toString((int) x.values()[i]);
    return NDArray.of(x.shape(), DType.STRING, words);
  }

  private static NDArray words(NDArray x, int words) {
    float[] values = x.values().clone();
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.floor(Math.abs(100 * values[i]) % words);
    return NDArray.of(x.shape(), values);
  }

  @Override public String toString() { return layer() + " of " + xs; }

  static NDArray random(int n, int seed, Shape sample) {
    Random random = new Random(seed);
    float[] values = new float[(int) (n * sample.elements())];
    for (int i = 0; i < values.length; i++) values[i] = (float) (1.5 * random.nextGaussian());
    return NDArray.of(sample.prepend(n), values);
  }
}
