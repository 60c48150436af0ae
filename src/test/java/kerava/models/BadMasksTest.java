package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.MadeSamples;
import kerava.layers.Add;
import kerava.layers.AdditiveAttention;
import kerava.layers.Application;
import kerava.layers.Attention;
import kerava.layers.BatchNormalization;
import kerava.layers.Bidirectional;
import kerava.layers.Call;
import kerava.layers.Configured;
import kerava.layers.ConvLSTM1D;
import kerava.layers.DataFormat;
import kerava.layers.Dense;
import kerava.layers.Embedding;
import kerava.layers.GlobalAveragePooling1D;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.LayerOptions;
import kerava.layers.MultiHeadAttention;
import kerava.layers.Multiply;
import kerava.layers.TextVectorization;
import kerava.layers.TimeDistributed;
import kerava.layers.UnaryLayer;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Masks of a user's own that do not fit the steps are refused in a sentence, whether they are given with the inputs or made by a layer. */
class BadMasksTest {
  /** y = x, whose mask has one step less. */
  public record Short(LayerOptions options) implements UnaryLayer, Configured<Short> {
    @Override public Shape outputShape(Shape x) { return x; }

    @Override public boolean supportsMasking() { return true; }

    @Override public Tensor call(Call c, Tensor x) {
      Tensor y = x.times(1);
      y.setMask(x.notEqual(0).any(false, -1).slice(Slice.all(), Slice.from(1)));
      return y;
    }
  }

  private static String refusal(org.junit.jupiter.api.function.Executable work) {
    return assertThrows(KeravaException.class, work).getMessage();
  }

  static Stream<Layer> heedful() {
    return Stream.of(new LSTM(2), new LSTM(2).withUnroll(true), new Bidirectional(new LSTM(2)), new TimeDistributed(new Dense(2)),
        new GlobalAveragePooling1D(), new Attention(), new AdditiveAttention(), new MultiHeadAttention(1, 2), new Multiply());
  }

  private static List<KerasTensor> inputs(Layer layer, KerasTensor x) {
    return layer instanceof LSTM || layer instanceof UnaryLayer || layer instanceof Bidirectional ? List.of(x) : List.of(x, x);
  }

  @ParameterizedTest
  @MethodSource("heedful") void refusesAMaskThatIsGivenWithTheInput(Layer layer) {
    KerasTensor x = new Input(5, 3).tensor(), mask = new Input(4).withDtype("bool").tensor();
    List<KerasTensor> inputs = inputs(layer, x);
    String said = refusal(() -> new Application(layer, inputs, Collections.nCopies(inputs.size(), mask)));
    assertTrue(said.startsWith(layer.className() + ": a mask says of each place of its input whether it counts, so it must have "), said);
    assertTrue(said.contains(" for the input (None, 5, 3), got a mask of shape (None, 4); make it of that input, or give none"), said);
    KerasTensor fits = new Input(5).withDtype("bool").tensor();
    new Application(layer, inputs, Collections.nCopies(inputs.size(), fits));
  }

  @ParameterizedTest
  @MethodSource("heedful") void refusesAMaskThatALayerMakes(Layer layer) {
    KerasTensor x = new Input(Shape.NONE, 3).tensor(), made = new Short(LayerOptions.of("Short")).apply(x);
    try (Model model = new Model(x, layer.applyAll(inputs(layer, made)).get(0))) {
      String said = refusal(() -> model.predict(MadeSamples.normal(Shape.of(2, 5, 3))));
      assertTrue(said.startsWith("layer '"), said);
      assertTrue(said.contains("(" + layer.className() + "): a mask says") && said.contains("got a mask of shape (2, 4)"), said);
    }
  }

  @Test void refusesMasksOfOtherAxes() {
    KerasTensor x = new Input(5, 3).tensor(), one = new Input().withDtype("bool").tensor();
    assertTrue(refusal(() -> new Application(new LSTM(2), List.of(x), List.of(one))).contains("got a mask of shape (None"));
    KerasTensor channelsFirst = new Input(3).withDtype("bool").tensor();
    assertTrue(refusal(() -> new Application(new GlobalAveragePooling1D().withDataFormat(DataFormat.CHANNELS_FIRST), List.of(new Input(5, 4)
        .tensor()), List.of(channelsFirst))).contains("(None, 5, 4), got a mask of shape (None, 3)"));
    KerasTensor places = new Input(5, 4).withDtype("bool").tensor(), rows = new Input(5, 6, 2).tensor();
    assertTrue(refusal(() -> new Application(new BatchNormalization(), List.of(rows), List.of(places)))
        .contains("BatchNormalization: a mask says"));
    new Application(new ConvLSTM1D(2, 3), List.of(rows), List.of(new Input(5).withDtype("bool").tensor()));
    new Application(new Add(), List.of(x, x), Arrays.asList(null, new Input(4).withDtype("bool").tensor())); // looks at no mask
  }

  @Test void refusesAMaskWhoseLengthOnlyTheDataTell() {
    KerasTensor x = new Input().withDtype(DType.STRING.toString()).tensor();
    KerasTensor words = new Embedding(9, 3).apply(TextVectorization.of("a", "b").apply(x));
    KerasTensor y = new GlobalAveragePooling1D().named("pool").apply(new Short(LayerOptions.of("Short")).apply(words));
    try (Model model = new Model(x, new Dense(1).apply(y))) {
      model.compile("adam", "mse");
      NDArray texts = NDArray.of(new String[] {"a b a a", "b"});
      String expected = "pool: sizes that only the data tell must fit each other, got ";
      for (String said : List.of(refusal(() -> model.predict(texts)),
          refusal(() -> model.fit(texts, MadeSamples.normal(Shape.of(2, 1)), new FitOptions().withVerbose(0)))))
        assertEquals(expected, said.substring(0, Math.min(said.length(), expected.length())), said);
    }
  }
}
