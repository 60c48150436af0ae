package kerava.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.KeravaException;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.losses.MeanSquaredError;
import kerava.network.LayerNames;
import kerava.network.LayerState;
import kerava.optimizers.SGD;
import kerava.saving.ModelFormat;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Test;

/** Models that begin or end at tensors in the middle of others share their weights. */
class IntermediateTest {
  private static final NDArray X = NDArray.of(Shape.of(4, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, -1),
      Y = NDArray.of(Shape.of(4, 2), new float[8]);

  @Test void shareWeights() {
    LayerNames.clear();
    KerasTensor x = new Input(3).named("x").tensor(), a = new Dense(5, "tanh").named("a").apply(x), b = a.add(1).relu();
    try (Model whole = new Model(x, new Dense(2).named("b").apply(b));
        Model first = new Model(x, whole.outputOf("add"));
        Model second = new Model(whole.outputOf("add"), whole.outputs().get(0))) {
      assertEquals(List.of("keras_tensor_1CLONE", "relu", "b"), second.network().layers().stream().map(LayerState::name).toList());
      whole.compile(new SGD(0.1), new MeanSquaredError());
      NDArray before = second.predict(first.predict(X));
      assertEquals(whole.predict(X), before);
      whole.fit(X, Y, new FitOptions().withVerbose(0));
      assertNotEquals(before, whole.predict(X));
      assertEquals(whole.predict(X), second.predict(first.predict(X)));
      second.compile(new SGD(0.1), new MeanSquaredError());
      second.fit(first.predict(X), Y, new FitOptions().withVerbose(0));
      assertEquals(second.predict(first.predict(X)), whole.predict(X));
    }
  }

  @Test void featuresOfALoadedModel() {
    KerasTensor x = new Input(3).tensor(), a = new Dense(5, "tanh").named("a").apply(x);
    try (Model whole = new Model(x, new Dense(2).named("b").apply(a));
        Model read = Model.load(whole.toBytes(ModelFormat.KERAS));
        Model features = new Model(read.inputs(), List.of(read.outputOf("a")));
        Model rest = new Model(read.outputOf("a"), read.outputOf("b"));
        Model again = Model.load(rest.toBytes(ModelFormat.H5))) {
      assertEquals(whole.predict(X), rest.predict(features.predict(X)));
      assertEquals(whole.predict(X), again.predict(features.predict(X)));
    }
  }

  @Test void refused() {
    KerasTensor x = new Input(3).named("x").tensor(), a = new Dense(5).apply(x), b = new Dense(5).apply(x), c = a.add(b);
    told("an output comes from an output of InputLayer 'x'", () -> new Model(a, c));
    told("an output must be made of the inputs", () -> new Model(a, a));
    told("an input is given twice", () -> new Model(List.of(a, a), List.of(a.relu())));
    told("an input must have the batch as its first axis", () -> new Model(a.sum(null, false), a));
  }

  private static void told(String message, org.junit.jupiter.api.function.Executable wrong) {
    String told = assertThrows(KeravaException.class, wrong).getMessage();
    assertTrue(told.contains(message), told);
  }
}
