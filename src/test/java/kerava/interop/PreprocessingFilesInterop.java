package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.Goldens;
import kerava.layers.Concatenate;
import kerava.layers.Dense;
import kerava.layers.Discretization;
import kerava.layers.Embedding;
import kerava.layers.Flatten;
import kerava.layers.GlobalAveragePooling1D;
import kerava.layers.Hashing;
import kerava.layers.Input;
import kerava.layers.IntegerLookup;
import kerava.layers.KerasTensor;
import kerava.layers.OutputMode;
import kerava.layers.Salt;
import kerava.layers.StringLookup;
import kerava.layers.TextVectorization;
import kerava.layers.TextVectorization.Split;
import kerava.models.Model;
import kerava.models.SavedModel;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models with layers that have learned from samples, in files of either side ({@code preprocessing_files.py}): the same predictions, bit by
 * bit.
 */
@Tag("interop") class PreprocessingFilesInterop {
  private static final NDArray WORDS = NDArray.of(new String[][] {{"cat", "dog", "dog"}, {"물고기", "😀", "cat"}, {"", "dog", "a b"}});
  private static final NDArray TEXTS = NDArray.of(new String[] {"The dog, the cat", "물고기 와 고양이", "😀 the 😀😀 cat!", "won't stop"});
  private static final NDArray NUMBERS = NDArray.of(new long[][] {{1, 2, -3}, {1, 1 << 20, 5}});

  @TempDir Path folder;

  @Test void readsPythons() {
    for (JsonNode told : Python.lines("preprocessing_files.py", "write", folder.toString())) {
      String file = told.get("file").asText();
      try (Model model = Model.load(folder.resolve(file))) {
        same(told, model.predict(Goldens.array(told.get("x"))));
        model.saveWeights(folder.resolve(file + ".weights.h5"));
        model.loadWeights(folder.resolve(file + ".weights.h5"));
        same(told, model.predict(Goldens.array(told.get("x"))));
      }
    }
  }

  private static Map<String, Model> models() {
    RandomSeed.set(5);
    Map<String, Model> models = new LinkedHashMap<>();
    KerasTensor x = new Input(3).withDtype("string").named("words").tensor();
    KerasTensor numbers = new StringLookup().withMaskToken("").withNumOovIndices(2).adapted(WORDS).apply(x);
    KerasTensor weighed = new StringLookup().withOutputMode(OutputMode.TF_IDF).adapted(WORDS).apply(x);
    models.put("graph_string", new Model(x, new Dense(2).apply(
        new Concatenate().apply(new Flatten().apply(new Embedding(9, 2).apply(numbers)), weighed))));
    models.put("strings_int64", new Sequential(new Input(3).withDtype("int64"), StringLookup.of("가", "b").withInvert(true)));
    models.put("numbers_string", new Sequential(new Input(3).withDtype("string"), StringLookup.of("cat", "물고기")));
    models.put("hashes_string", new Sequential(new Input(3).withDtype("string"), new Hashing(7).withSalt(new Salt(1L << 40, 5))));
    models.put("bins_float32",
        new Sequential(new Input(3), Discretization.ofBins(4).adapted(NDArray.of(new float[][] {{-1, 2, .5f}, {0, 1, 3}}))));
    models.put("counts_int64", new Sequential(new Input(3).withDtype("int64"),
        new IntegerLookup().withOutputMode(OutputMode.MULTI_HOT).withNumOovIndices(2).adapted(NUMBERS), new Dense(2)));
    models.putAll(ofTexts());
    return models;
  }

  private static Map<String, Model> ofTexts() {
    Map<String, Model> models = new LinkedHashMap<>();
    KerasTensor x = new Input().withDtype("string").tensor();
    KerasTensor words = new TextVectorization().withMaxTokens(9).adapted(TEXTS).apply(x);
    KerasTensor weighed = new TextVectorization().withNgrams(2).withOutputMode(OutputMode.TF_IDF).adapted(TEXTS).apply(x);
    models.put("texts_text", new Model(x, new Dense(2).apply(
        new Concatenate().apply(new GlobalAveragePooling1D().apply(new Embedding(9, 2).apply(words)), weighed))));
    models.put("characters_text", new Sequential(new Input().withDtype("string"),
        TextVectorization.of("t", "😀", "물").withSplit(Split.CHARACTER).withStandardize(null).withOutputSequenceLength(5)));
    models.put("weighed_column", new Sequential(new Input(1).withDtype("string"),
        new TextVectorization().withOutputMode(OutputMode.TF_IDF).withMaxTokens(30).withPadToMaxTokens(true).adapted(TEXTS),
        new Dense(2)));
    return models;
  }

  @Test void pythonReadsOurs() {
    Map<String, Model> models = models();
    models.forEach((name, model) -> {
      for (String ending : List.of(".keras", ".h5")) model.save(folder.resolve(name + ending));
      if (!model.getWeights().isEmpty()) model.saveWeights(folder.resolve(name + ".weights.h5"));
      model.export(folder.resolve(name));
    });
    List<JsonNode> read = Python.lines("preprocessing_files.py", "read", folder.toString());
    assertEquals(31, read.size());
    for (JsonNode told : read) {
      String file = told.get("file").asText();
      NDArray x = Goldens.array(told.get("x"));
      same(told, models.get(file.split("\\.")[0]).predict(x));
      if (file.contains(".")) continue;
      try (SavedModel ours = SavedModel.loadTrusted(folder.resolve(file))) {
        same(told, ours.predict(x));
      }
    }
    models.values().forEach(Model::close);
  }

  private static void same(JsonNode told, NDArray predicted) {
    NDArray wanted = Goldens.array(told.get("predictions"));
    if (wanted.dtype().isText()) assertEquals(wanted, predicted);
    else Goldens.assertNear(wanted.values(), predicted.values(), 0, told.get("file").asText());
  }
}
