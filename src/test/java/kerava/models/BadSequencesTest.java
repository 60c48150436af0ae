package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.layers.Add;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.GRU;
import kerava.layers.Input;
import kerava.layers.IntegerLookup;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.RNN;
import kerava.layers.SimpleRNNCell;
import kerava.layers.StringLookup;
import kerava.layers.TextVectorization;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences and vocabularies that cannot be are refused in a sentence. Numbers without a row of an Embedding: {@code EmbeddingTest}. */
class BadSequencesTest {
  private static void refuses(String expected, Executable work) {
    String said = assertThrows(KeravaException.class, work).getMessage();
    assertTrue(said.contains(expected), said);
  }

  private static NDArray y(int count) { return MadeSamples.normal(Shape.of(count, 1), 3); }

  @Test void refusesSequencesOfNoSteps() {
    NDArray none = NDArray.of(Shape.of(4, 0, 3), new float[0]);
    for (Layer layer : List.of(new LSTM(2), new GRU(2), new RNN(new SimpleRNNCell(2))))
      try (Sequential model = new Sequential(new Input(Shape.NONE, 3), layer, new Dense(1))) {
        model.compile("adam", "mse");
        String expected = layer.className() + ": takes at least one step, got sequences of none, (None, 0, 3); leave them out, or pad them";
        refuses(expected, () -> model.predict(none));
        refuses(expected, () -> model.fit(none, y(4), new FitOptions().withVerbose(0)));
        refuses(expected, () -> model.evaluate(none, y(4), new EvaluateOptions().withVerbose(0)));
      }
    refuses("Input: every size must be at least 1, or NONE", () -> new Input(0, 3));
  }

  @Test void refusesOtherBatchesOfWhatKeepsStates() {
    try (Sequential model = new Sequential(new Input(5, 3).withBatchSize(4), new LSTM(2).withStateful(true), new Dense(1))) {
      model.compile("adam", "mse");
      String rule = "'" + model.name() + "': its Inputs say that a batch has 4 samples, got ";
      refuses(rule + "2 in batches of 2; give batchSize 4",
          () -> model.fit(MadeSamples.normal(Shape.of(8, 5, 3)), y(8), new FitOptions().withBatchSize(2).withVerbose(0)));
      refuses(rule + "2 in batches of 4",
          () -> model.fit(MadeSamples.normal(Shape.of(6, 5, 3)), y(6), new FitOptions().withBatchSize(4).withVerbose(0)));
      refuses(rule + "3 in batches of 3", () -> model.predict(MadeSamples.normal(Shape.of(3, 5, 3))));
      refuses(rule + "8 in batches of 8", () -> model.trainOnBatch(MadeSamples.normal(Shape.of(8, 5, 3)), y(8)));
    }
  }

  @Test void refusesMaskedSequencesOfTwoLengths() {
    KerasTensor a = new Input(5).tensor(), b = new Input(6).tensor();
    refuses("Add: axis 1 of the inputs must have one size, or 1, got shapes [(None, 5, 3), (None, 6, 3)]", () -> new Add()
        .apply(new Embedding(9, 3).withMaskZero(true).apply(a), new Embedding(9, 3).withMaskZero(true).apply(b)));
  }

  @Test void refusesStatesThatDoNotFit() {
    KerasTensor x = new Input(5, 3).tensor(), h = new Input(3).tensor();
    refuses("LSTM: a state must be (None, 2), got (None, 3)", () -> new LSTM(2).applyAll(List.of(x, h, h)));
    refuses("LSTM: takes a sequence, and 2 states or none, got 2 inputs", () -> new LSTM(2).applyAll(List.of(x, h)));
  }

  @Test void refusesVocabulariesWithTwinsOrWithoutText() {
    refuses("StringLookup: each token stands in the vocabulary once, got [a] twice",
        () -> new StringLookup().withVocabulary("a", "b", "a"));
    refuses("TextVectorization: each token stands in the vocabulary once, got [a] twice",
        () -> new TextVectorization().withVocabulary("a", "b", "a"));
    refuses("IntegerLookup: each token stands in the vocabulary once, got [1] twice", () -> new IntegerLookup().withVocabulary(1, 2, 1));
    refuses("Words: must be text, got a string with half of a surrogate pair", () -> new StringLookup().withVocabulary("a", "b\ud800"));
  }

  /** Keras would read the file. */
  @ParameterizedTest
  @CsvSource({"StringLookup,string,strings (no path: a file must not say what else is read)",
      "TextVectorization,string,strings (no path: a file must not say what else is read)",
      "IntegerLookup,int64,whole numbers"}) void refusesAPathInPlaceOfAVocabulary(String layer, String dtype, String list) {
    String json = """
        {"class_name": "Sequential", "config": {"name": "s", "layers": [
         {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 1], "dtype": "%s", "name": "i"}},
         {"module": "keras.layers", "class_name": "%s", "config": {"name": "l", "vocabulary": "/etc/passwd"}}]},
         "module": "keras", "registered_name": "Sequential"}""".formatted(dtype, layer);
    String said = assertThrows(KeravaException.class, () -> Model.fromJson(json)).getMessage();
    assertEquals("fromJson: layers[1] 'l', vocabulary: must be a list of " + list + ", got '/etc/passwd'", said);
  }
}
