package kerava.interop;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.data.Dataset;
import kerava.layers.Discretization;
import kerava.layers.IntegerLookup;
import kerava.layers.Ngrams;
import kerava.layers.Normalization;
import kerava.layers.OutputMode;
import kerava.layers.StringLookup;
import kerava.layers.TextVectorization;
import kerava.layers.TextVectorization.Split;
import kerava.layers.TextVectorization.Standardize;
import kerava.losses.MeanSquaredError;
import kerava.models.Model;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.training.Adapt;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Models of golden_preprocessing.py and golden_vectorization.py, read from their JSON, and what its layers learn from samples. A tolerance
 * of 0 asks for every bit.
 */
record PreprocessingFits(JsonNode golden, double tolerance) {
  /** The vocabularies, or whatever else, that layers learn: twins of ADAPTED. */
  private static final Map<String, Function<NDArray, List<?>>> ADAPTED = Map.ofEntries(
      entry("strings", x -> new StringLookup().adapted(x).getVocabulary().words()),
      entry("strings one by one", x -> new StringLookup().adapted(x).getVocabulary().words()),
      entry("the most frequent strings", x -> new StringLookup().withMaxTokens(5).withMaskToken("").adapted(x).getVocabulary().words()),
      entry("strings weighed", x -> weighed().adapted(x).getVocabulary().words()),
      entry("strings weighed, padded", x -> padded().adapted(x).getVocabulary().words()),
      entry("whole numbers", x -> new IntegerLookup().withMaskToken(0L).adapted(x).getVocabulary().numbers()),
      entry("bins", x -> Discretization.ofBins(4).adapted(x).binBoundaries()),
      entry("many bins", x -> Discretization.ofBins(7).withEpsilon(0.05).adapted(x).binBoundaries()),
      entry("bins of a few", x -> Discretization.ofBins(5).adapted(x).binBoundaries()),
      entry("whole numbers of three places",
          x -> new IntegerLookup().withNumOovIndices(3).withMaxTokens(8).adapted(x).getVocabulary().numbers()),
      entry("strings in batches", x -> Adapt.of(new StringLookup(), batches(x, 4)).getVocabulary().words()),
      entry("strings one by one in batches", x -> Adapt.of(new StringLookup().withMaxTokens(6), batches(x, 4)).getVocabulary().words()),
      entry("strings weighed in batches", x -> Adapt.of(weighed(), batches(x, 4)).getVocabulary().words()),
      entry("whole numbers in batches",
          x -> Adapt.of(new IntegerLookup().withMaskToken(0L), batches(x, 4)).getVocabulary().numbers()),
      entry("bins in batches", x -> Adapt.of(Discretization.ofBins(4), batches(x, 4)).binBoundaries()),
      entry("many bins in batches", x -> Adapt.of(Discretization.ofBins(7).withEpsilon(0.05), batches(x, 16)).binBoundaries()),
      entry("moments in batches", x -> moments(new Normalization(), batches(x, 32))),
      entry("moments of all in batches", x -> moments(new Normalization().withAxis(), batches(x, 8))),
      entry("moments of images in batches", x -> moments(new Normalization().withAxis(1, -1), batches(x, 8))));

  private static Dataset batches(NDArray x, int size) { return Dataset.of(Columns.of(x)).batch(size); }

  private static List<Double> moments(Normalization layer, Dataset data) {
    Normalization adapted = Adapt.of(layer, data);
    return Stream.concat(adapted.mean().numbers().stream(), adapted.variance().numbers().stream()).toList();
  }

  /** The same of layers that cut texts: twins of golden_vectorization.py's ADAPTED. */
  private static final Map<String, TextVectorization> TEXTS = Map.ofEntries(
      entry("words", new TextVectorization()),
      entry("words of columns", new TextVectorization().withMaxTokens(9)),
      entry("words, lower", new TextVectorization().withStandardize(Standardize.LOWER)),
      entry("words as they are", new TextVectorization().withStandardize(null)),
      entry("words without punctuation",
          new TextVectorization().withStandardize(Standardize.STRIP_PUNCTUATION).withOutputMode(OutputMode.COUNT)),
      entry("words weighed", new TextVectorization().withOutputMode(OutputMode.TF_IDF)),
      entry("words weighed, padded",
          new TextVectorization().withOutputMode(OutputMode.TF_IDF).withMaxTokens(60).withPadToMaxTokens(true)),
      entry("characters", new TextVectorization().withSplit(Split.CHARACTER)),
      entry("pairs", new TextVectorization().withNgrams(2).withOutputMode(OutputMode.MULTI_HOT)),
      entry("three, and one, weighed", new TextVectorization().withNgrams(Ngrams.of(3, 1)).withOutputMode(OutputMode.TF_IDF)),
      entry("tokens", new TextVectorization().withSplit(null)),
      entry("pairs of tokens", new TextVectorization().withSplit(null).withNgrams(2)));

  private static StringLookup weighed() { return new StringLookup().withOutputMode(OutputMode.TF_IDF); }

  private static StringLookup padded() { return weighed().withMaxTokens(12).withPadToMaxTokens(true); }

  Stream<DynamicTest> tests() {
    return Stream.concat(each("fits", this::check), each("adapted", this::learn));
  }

  private Stream<DynamicTest> each(String part, java.util.function.Consumer<JsonNode> check) {
    return StreamSupport.stream(golden.get(part).spliterator(), false)
        .map(one -> DynamicTest.dynamicTest(part + ": " + one.get("case").asText(), () -> check.accept(one)));
  }

  private void check(JsonNode fit) {
    RandomSeed.set(golden.get("seed").asLong());
    try (Model model = Model.fromJson(fit.get("model").asText())) {
      if (fit.has("loss")) {
        model.compile(new SGD(0.03125), new MeanSquaredError());
        new SequenceFits(golden, tolerance).check(model, fit, "");
        return;
      }
      int batch = golden.get("batch_size").asInt();
      List<NDArray> x = Goldens.arrays(fit.get("x")).stream().map(each -> each.slice(0, batch)).toList();
      List<NDArray> predicted =
          model.predictAll(Columns.of(x.toArray(Samples[]::new)), new PredictOptions().withBatchSize(batch).withVerbose(0));
      List<NDArray> wanted = Goldens.arrays(fit.get("predictions"));
      if (wanted.get(0).dtype().isFloating()) Goldens.assertNear(wanted, predicted, tolerance, "prediction");
      else assertEquals(wanted, predicted);
      Equality.had(model);
    }
  }

  private void learn(JsonNode one) {
    NDArray x = Goldens.array(one.get("x"));
    String name = one.get("case").asText();
    TextVectorization text = TEXTS.get(name);
    List<String> wanted = new ArrayList<>();
    one.get("vocabulary").forEach(token -> wanted.add(token.asText()));
    List<?> learned = text != null ? text.adapted(x).getVocabulary().words() : ADAPTED.get(name).apply(x);
    if (learned.get(0) instanceof Double) near(wanted, learned, name.startsWith("moments"));
    else assertEquals(wanted, learned.stream().map(String::valueOf).toList());
    if (!one.has("idf")) return;
    float[] idf = Goldens.array(one.get("idf")).values();
    float[] weights = text != null ? text.adapted(x).idf() : (name.endsWith("padded") ? padded() : weighed()).adapted(x).idf();
    Goldens.assertNear(idf, weights, Math.max(tolerance, Math.ulp(1f)), "idf weight");
    for (int i = 1; i < idf.length; i++) assertEquals(idf[i], weights[i], "idf weight " + i);
  }

  /** {@code sums}: made by sums whose order depends on the processor. */
  private void near(List<String> wanted, List<?> learned, boolean sums) {
    assertEquals(wanted.size(), learned.size());
    for (int i = 0; i < wanted.size(); i++) {
      int place = i;
      double number = Double.parseDouble(wanted.get(i));
      double off = Math.abs(number - (double) learned.get(i));
      assertTrue(off <= (sums ? tolerance * Math.max(1, Math.abs(number)) : 0), () -> "number " + place + " is off by " + off);
    }
  }
}
