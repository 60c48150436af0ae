package kerava.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import kerava.KeravaException;
import kerava.Warned;
import kerava.data.Dataset;
import kerava.data.Element;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Callback;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.PredictOptions;
import kerava.training.Shuffling;
import kerava.training.Training;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * A model on a Dataset: the same as on arrays in the same batches, and every wrong dataset is refused with who, rule, what was got and a
 * cure.
 */
class DatasetModelTest {
  private static final int COUNT = 40;
  private static final FitOptions SILENT = new FitOptions().withVerbose(0);
  private NDArray x, y;
  private Sequential model;

  @BeforeEach void build() {
    float[] numbers = new float[COUNT * 3];
    int[] labels = new int[COUNT];
    for (int i = 0; i < numbers.length; i++) numbers[i] = i * 37 % 29 / 29f;
    for (int i = 0; i < COUNT; i++) labels[i] = i * 7 % 4;
    x = NDArray.of(Shape.of(COUNT, 3), numbers);
    y = NDArray.of(labels);
    model = model(new Input(3));
  }

  @AfterEach void close() { model.close(); }

  private static Sequential model(Input input) {
    RandomSeed.set(5);
    Sequential model = input == null
        ? new Sequential(new Dense(8, "relu"), new Dense(4, "softmax"))
        : new Sequential(input, new Dense(8, "relu"), new Dense(4, "softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  private Dataset batches() { return Dataset.of(x, y).batch(8, true); }

  private static void refused(Executable work, String... parts) {
    String message = assertThrows(KeravaException.class, work).getMessage();
    for (String part : parts) assertTrue(message.contains(part), "no '" + part + "' in: " + message);
  }

  @Test void isTheSameAsArrays() {
    FitOptions options = SILENT.withEpochs(3);
    List<Double> expected = model.fit(x, y, options.withBatchSize(8).withShuffle(false)).get("loss");
    var scores = model.evaluate(x, y, new EvaluateOptions().withBatchSize(8).withVerbose(0));
    NDArray outputs = model.predict(x, new PredictOptions().withBatchSize(8).withVerbose(0));
    try (Sequential other = model(new Input(3))) {
      assertEquals(expected, other.fit(batches(), options).get("loss"));
      assertEquals(model.getWeights(), other.getWeights());
      assertEquals(scores, other.evaluate(batches(), new EvaluateOptions().withVerbose(0)));
      assertEquals(outputs, other.predict(batches()));
      assertEquals(outputs, other.predict(Dataset.of(x).batch(8)));
    }
  }

  @Test void theFirstBatchDecidesTheShapes() {
    try (Sequential open = model(null)) {
      open.fit(batches(), SILENT);
      assertEquals(4, open.predict(batches()).sampleShape().size(0));
    }
  }

  @Test void theBarLearnsTheLength() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.fit(Dataset.of(x, y).filter(element -> true).batch(16),
        new FitOptions().withEpochs(2).withOut(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(2, text.lines().filter(line -> line.startsWith("3/3")).count(), text);
  }

  @Test void aCallbackStopsIt() {
    int[] batches = {0};
    model.fit(batches().repeat(), SILENT.withStepsPerEpoch(100).withCallbacks(new Callback() {
      @Override public boolean everyBatch() { return true; }

      @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {
        if (++batches[0] == 3) training.stop();
      }
    }));
    assertEquals(3, batches[0]);
  }

  @Test void aWarningSaysThatTheDataEnded() {
    List<String> warned = Warned.during(() -> model.fit(batches(), SILENT.withEpochs(2).withStepsPerEpoch(9)));
    assertEquals(1, warned.size(), warned.toString());
    assertTrue(warned.get(0).startsWith("fit: Your input ran out of data"), warned.toString());
    assertEquals(List.of(), Warned.during(() -> model.fit(Dataset.of(x, y).filter(element -> true).batch(8), SILENT)));
  }

  @Test void refusesWhatIsForArrays() {
    refused(() -> model.fit(batches(), SILENT.withBatchSize(8)), "fit: batchSize is for arrays", "call batch(8)");
    refused(() -> model.fit(batches(), SILENT.withValidationSplit(0.2)), "fit: validationSplit is for arrays");
    refused(() -> model.fit(batches(), SILENT.withSampleWeight(x)), "fit: sampleWeight is for arrays");
    refused(() -> model.fit(batches(), SILENT.withShuffle(Shuffling.ANEW)), "fit: Shuffling.ANEW is for arrays", "shuffle(buffer, seed)");
    refused(() -> model.evaluate(batches(), new EvaluateOptions().withBatchSize(4)), "evaluate: batchSize is for arrays");
    refused(() -> model.evaluate(batches(), new EvaluateOptions().withSampleWeight(x)), "evaluate: sampleWeight is for arrays");
    refused(() -> model.predict(batches(), new PredictOptions().withBatchSize(4)), "predict: batchSize is for arrays");
    refused(() -> SILENT.withValidationData(batches()).withValidationBatchSize(4), "validationBatchSize is for arrays");
    refused(() -> SILENT.withValidationData(batches()).withValidationData(x, y), "got two");
    refused(() -> SILENT.withValidationData(batches()).withValidationSplit(0.5), "got two");
  }

  @Test void refusesADatasetThatIsNone() {
    refused(() -> model.fit(Dataset.of(x, y), SILENT), "fit: the dataset has single samples", "call batch(32)");
    refused(() -> model.fit(batches().repeat(), SILENT), "fit: the dataset has no end", "say how many steps");
    refused(() -> model.fit(batches().take(0), SILENT), "fit: the dataset is empty", "at least one batch");
    refused(() -> model.evaluate(batches().take(0), new EvaluateOptions().withVerbose(0)), "evaluate: the dataset is empty");
    refused(() -> model.fit(Dataset.of(x).batch(8), SILENT), "y must not be null", "give a label");
    refused(() -> model.fit(batches(), SILENT.withValidationData(Dataset.of(x, y))),
        "fit, validation data: the dataset has single samples");
    refused(() -> model.fit(Dataset.of(x, y, x.reshape(120).slice(0, COUNT)).batch(8), SILENT.withClassWeight(Map.of(0, 2.0))),
        "weights of samples or classWeight");
  }

  /** What was trained on before it stays. */
  @Test void saysWhichBatchIsWrong() {
    float[] broken = x.values().clone();
    broken[25 * 3 + 1] = Float.NaN;
    refused(() -> model.fit(Dataset.of(NDArray.of(x.shape(), broken), y).batch(8), SILENT), "fit, batch 3 of the dataset", "must be finite",
        "sample 1");
    int[] labels = y.ints();
    labels[9] = 7;
    refused(() -> model.fit(Dataset.of(x, NDArray.of(labels)).batch(8), SILENT), "fit, batch 1 of the dataset", "7");
    refused(() -> model.fit(Dataset.of(x.reshape(COUNT, 3, 1), y).batch(8), SILENT), "fit", "(3, 1)");
  }

  @Test void refusesBatchesThatChange() {
    List<Element> wider = List.of(batch(2, 3), batch(2, 4));
    refused(() -> model.fit(Dataset.generatedBatches(wider::iterator), SILENT), "element 1 must be like the first", "(3,)", "(4,)");
    Dataset cut = batches().map(batch -> Element.of(batch.x().array().slice(0, 2), batch.y().array().slice(0, 2)));
    refused(() -> model.fit(cut, SILENT), "every batch of the dataset must have 8 samples", "got 2 in batch 0");
  }

  private static Element batch(int count, int width) {
    return Element.of(NDArray.of(Shape.of(count, width), new float[count * width]), NDArray.of(new int[count]));
  }

  @Test void aFailureOfTheUsersKeepsItsCause() {
    IllegalStateException cause = new IllegalStateException("no disk");
    Dataset failing = Dataset.of(x, y).map(element -> {
      if (element.x().array().get(0) == x.get(20, 0)) throw cause;
      return element;
    }).batch(8);
    KeravaException failed = assertThrows(KeravaException.class, () -> model.fit(failing, SILENT));
    assertTrue(failed.getMessage().startsWith("Dataset.map: the function failed at element "), failed.getMessage());
    assertEquals(cause, failed.getCause());
  }

  /** A pass is closed whatever happens, also the one that Keras opens ahead. */
  @Test void closesItsPasses() {
    List<String> events = new ArrayList<>();
    List<Element> samples = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) samples.add(Element.of(x.slice(i, i + 1).reshape(3), NDArray.of(Shape.of(), y.ints()[i])));
    Dataset once = Dataset.once(samples.stream().onClose(() -> events.add("closed"))).batch(8);
    model.fit(once, SILENT);
    assertEquals(List.of("closed"), events);
    refused(() -> model.fit(once, SILENT), "a stream can be read once");
  }

  @Test void anIteratorThatFailsSaysWhichElement() {
    Iterator<Element> failing = new Iterator<>() {
      private int given;

      @Override public boolean hasNext() { return true; }

      @Override public Element next() {
        if (given++ == 13) throw new IllegalArgumentException("no picture");
        return Element.of(NDArray.of(new float[3]), NDArray.of(Shape.of(), 1));
      }
    };
    refused(() -> model.fit(Dataset.generated(() -> failing).batch(8), SILENT), "Dataset.generated: element 13 cannot be read",
        "no picture");
  }

  @Test void predictsAllOfAnUnknownLength() {
    NDArray expected = model.predict(x, new PredictOptions().withBatchSize(7).withVerbose(0));
    assertArrayEquals(expected.values(), model.predict(Dataset.of(x).filter(element -> true).batch(7)).values());
    assertEquals(14, model.predict(Dataset.of(x).batch(7), new PredictOptions().withSteps(2).withVerbose(0)).count());
  }
}
