import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** DJL on PyTorch among the ways to train, on the files of {@code way_times.py}: prints a JSON line of the seconds and the losses. */
public final class DjlTimes {
  private static final float EPSILON = 1e-7f;

  private DjlTimes() {}

  /** @param args the folder, the model's name, the batch size, epochs */
  public static void main(String[] args) throws IOException {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
    Path folder = Path.of(args[0]);
    int batch = Integer.parseInt(args[2]), epochs = Integer.parseInt(args[3]);
    Adam adam = Adam.builder().optLearningRateTracker(Tracker.fixed(0.001f)).optEpsilon(EPSILON).build();
    try (Model model = Model.newInstance("peer", "PyTorch"); NDManager data = model.getNDManager().newSubManager()) {
      model.setBlock(block(args[1]));
      NDArray x = decoded(data, folder.resolve("x.npy")).head(), y = decoded(data, folder.resolve("y.npy")).head();
      if (x.getShape().dimension() == 4) x = x.transpose(0, 3, 1, 2).duplicate();
      try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(adam))) {
        trainer.initialize(x.get("0:" + batch).getShape());
        put(model.getBlock(), decoded(data, folder.resolve("weights.npz")), args[1]);
        train(trainer, x, y, batch, epochs);
      }
    }
  }

  private static void train(Trainer trainer, NDArray x, NDArray y, int batch, int epochs) {
    List<Double> seconds = new ArrayList<>(), losses = new ArrayList<>();
    try (NDManager manager = trainer.getManager().newSubManager()) {
      losses.add((double) step(trainer, manager, x, y, 0, batch).getFloat());
    }
    double firstAt = System.currentTimeMillis() / 1e3;
    long steps = x.getShape().get(0) / batch;
    for (int epoch = 0; epoch < epochs; epoch++) {
      long began = System.nanoTime();
      try (NDManager sums = trainer.getManager().newSubManager()) {
        NDArray total = sums.zeros(new Shape());
        for (long at = 0; at < steps * batch; at += batch) {
          try (NDManager manager = sums.newSubManager()) {
            total.addi(step(trainer, manager, x, y, at, batch));
          }
        }
        losses.add((double) total.getFloat() / steps);
      }
      seconds.add((System.nanoTime() - began) / 1e9);
    }
    System.out.println("{\"first_at\": " + firstAt + ", \"seconds\": " + seconds + ", \"loss\": " + losses + "}");
  }

  /** What a step makes is closed with the manager. */
  private static NDArray step(Trainer trainer, NDManager manager, NDArray x, NDArray y, long at, int batch) {
    NDIndex rows = new NDIndex().addSliceDim(at, at + batch);
    NDArray loss;
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NDArray samples = x.get(manager, rows);
      NDList got = trainer.forward(new NDList(samples));
      loss = trainer.getLoss().evaluate(new NDList(y.get(manager, rows)), got);
      collector.backward(loss);
    }
    trainer.step();
    return loss;
  }

  // ---- models

  private static Block block(String name) {
    return switch (name) {
      case "784-100-10" -> chain(linear(100), relu(), linear(10));
      case "mnist-convnet" -> chain(conv(32), relu(), pool(), conv(64), relu(), pool(), Blocks.batchFlattenBlock(), linear(10));
      case "lstm" -> chain(LSTM.builder().setStateSize(64).setNumLayers(1).optBatchFirst(true).optReturnState(false).build(),
          lambda("last", x -> x.get(":, -1")), linear(10));
      case "transformer" -> transformer();
      default -> throw new IllegalArgumentException("DjlTimes: the models are 784-100-10, mnist-convnet, lstm and transformer, got " + name);
    };
  }

  /** Of DJL's own TransformerEncoderBlock the norms are batch norms. */
  private static Block transformer() {
    Block attention = ScaledDotProductAttentionBlock.builder().setEmbeddingSize(64).setHeadCount(4).optAttentionProbsDropoutProb(0).build();
    return chain(linear(64), sum(attention), norm(),
        sum(chain(linear(128), relu(), linear(64))), norm(), lambda("mean", x -> x.mean(new int[] {1})), linear(10));
  }

  static Block chain(Block... blocks) {
    SequentialBlock chain = new SequentialBlock();
    for (Block block : blocks) chain.add(block);
    return chain;
  }

  private static Block sum(Block block) {
    return new ParallelBlock(each -> new NDList(each.get(0).head().add(each.get(1).head())), List.of(Blocks.identityBlock(), block));
  }

  static Block linear(int units) { return Linear.builder().setUnits(units).build(); }

  private static Block conv(int filters) { return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters).build(); }

  private static Block pool() { return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)); }

  private static Block norm() { return LayerNorm.builder().axis(2).build(); }

  static Block relu() { return Activation.reluBlock(); }

  static Block lambda(String name, java.util.function.Function<NDArray, NDArray> of) {
    return new LambdaBlock(list -> new NDList(of.apply(list.head())), name);
  }

  // ---- weights

  static NDList decoded(NDManager manager, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return NDList.decode(manager, in);
    }
  }

  /** Keras's weights in DJL's order and forms: rows of outputs, channels first, one bias of an LSTM, the key before the query. */
  static void put(Block block, NDList weights, String name) {
    int[] order = name.equals("transformer") ? new int[] {0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19} : null;
    int next = 0;
    for (Parameter parameter : block.getParameters().values()) {
      if (parameter.getName().equals("l_0_h2h_BIAS") || parameter.getName().equals("h2h_BIAS")) {
        parameter.getArray().muli(0);
        parameter.freeze(true);
        continue;
      }
      NDArray weight = weights.get(order == null ? next : order[next]);
      next++;
      parameter.getArray().set(formed(weight, parameter.getArray().getShape(), name).toFloatArray());
    }
    if (next != weights.size()) throw new IllegalStateException("DjlTimes: " + name + " has " + weights.size() + " weights, and " + next + " were put");
  }

  private static NDArray formed(NDArray weight, Shape wanted, String name) {
    Shape given = weight.getShape();
    if (wanted.dimension() == 1) return weight.flatten();
    if (wanted.dimension() == 4) return weight.transpose(3, 2, 0, 1);
    if (given.get(0) == 1600) return weight.reshape(5, 5, 64, 10).transpose(3, 2, 0, 1).reshape(wanted);
    boolean fromHeads = given.dimension() == 3 && given.get(0) == 4;
    return (fromHeads ? weight.reshape(64, 64) : weight.reshape(given.get(0), -1)).transpose();
  }
}
