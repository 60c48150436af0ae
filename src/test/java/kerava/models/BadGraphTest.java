package kerava.models;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.layers.Add;
import kerava.layers.Concatenate;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Subtract;
import kerava.losses.MeanSquaredError;
import kerava.metrics.Accuracy;
import kerava.optimizers.Adam;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.FitOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Graphs of layers that lead nowhere or do not fit, and data that do not fit them: the message says who, the rule, what was got and what to
 * do instead.
 */
class BadGraphTest {
  private static final NDArray A = ramp(4, 3), B = ramp(4, 5), P = ramp(4, 2), Q = ramp(4, 1);

  private record Case(Executable use, List<String> said) {}

  private final Map<String, Case> cases = new LinkedHashMap<>();

  private void refuses(String name, Executable use, String... said) { cases.put(name, new Case(use, List.of(said))); }

  @TestFactory Stream<DynamicTest> refused() {
    graphs();
    data();
    return cases.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
      String message = assertThrows(KeravaException.class, each.getValue().use).getMessage();
      for (String said : each.getValue().said) assertTrue(message.contains(said), said + " is in: " + message);
    }));
  }

  private void graphs() {
    KerasTensor x = new Input(3).named("x").tensor(), wide = new Input(5).named("wide").tensor();
    refuses("two layers of one name", () -> new Model(x, new Dense(2).named("d").apply(new Dense(4).named("d").apply(x))),
        "two layers are named 'd'", "a name of its own");
    Dense shared = new Dense(2).named("shared");
    refuses("a shared layer on inputs that do not fit its weights",
        () -> new Model(List.of(x, wide), List.of(shared.apply(x), shared.apply(wide))), "layer 'shared' is shared", "(None, 3)",
        "(None, 5)",
        "(3, 2)", "(5, 2)", "take a new layer");
    refuses("an output that the inputs do not reach", () -> new Model(x, new Dense(2).apply(wide)), "an output comes from an Input 'wide'",
        "add it to them");
    refuses("a merge of widths that do not fit", () -> new Add().apply(x, wide), "Add: axis 1", "[(None, 3), (None, 5)]");
    refuses("a merge of too many", () -> new Subtract().apply(x, x, x), "Subtract: takes 2 inputs, got 3", "(None, 3)");
    refuses("a concatenation that does not fit", () -> new Concatenate().apply(x, new Input(2, 3).tensor()), "Concatenate", "(None, 3)",
        "(None, 2, 3)");
    refuses("a layer of one input on two", () -> new Dense(2).apply(x, wide), "Dense: takes one input, got 2", "Concatenate");
    refuses("an input given twice", () -> new Model(List.of(x, x), List.of(new Dense(2).apply(x))), "an input is given twice");
    refuses("no output", () -> new Model(List.of(x), List.of()), "needs an output, got none");
    refuses("no input at all", () -> new Dense(2).apply(), "Dense: needs an input, got none");
    refuses("null as an input", () -> new Dense(2).apply((KerasTensor) null), "Dense: an input must not be null");
  }

  private void data() {
    refuses("a missing input by name", () -> fit(Columns.named(Map.of("a", A)), Columns.of(P, Q)), "fit: x has no column 'b'", "[a, b]");
    refuses("a superfluous input by name", () -> fit(Columns.named(Map.of("a", A, "b", B, "c", A)), Columns.of(P, Q)),
        "fit: x has a column 'c', but the model has [a, b]");
    refuses("one array for two inputs", () -> fit(A, Columns.of(P, Q)), "fit: x must have a column for each of [a, b], got one array");
    refuses("three columns for two inputs", () -> fit(Columns.of(A, B, B), Columns.of(P, Q)), "fit: x must have 2 columns", "got 3");
    refuses("inputs of other lengths", () -> fit(Columns.of(A, ramp(3, 5)), Columns.of(P, Q)), "fit: x and x 'b' must have as many samples",
        "got 4 in x and 3 in x 'b'");
    refuses("an input of another shape", () -> fit(Columns.of(A, A), Columns.of(P, Q)), "fit: the model takes samples of shape (5,)",
        "x 'b' with samples of shape (3,)");
    refuses("a missing output by name", () -> fit(Columns.of(A, B), Columns.named(Map.of("p", P))), "fit: y has no column 'q'", "[p, q]");
    refuses("labels of another length", () -> fit(Columns.of(A, B), Columns.of(P, ramp(3, 1))), "y 'q'", "got 4 in x and 3");
    refuses("a loss for an output that is not there", () -> model(settings().withLoss("r", new MeanSquaredError())),
        "compile: a loss is given for an output 'r', but the model has [p, q]");
    refuses("a weight for an output that is not there", () -> model(settings().withLossWeight("r", 2)),
        "compile: a loss weight is given for an output 'r'");
    refuses("metrics for an output that is not there", () -> model(settings().withMetrics("r", new Accuracy())), "an output 'r'", "[p, q]");
    refuses("no loss", () -> model(CompileSettings.of(new Adam())), "compile: no output of [p, q] has a loss");
    refuses("predict where there are two outputs", () -> {
      try (Model model = model(settings())) {
        model.predict(Columns.of(A, B));
      }
    }, "predict", "[p, q]", "predictAll");
  }

  private static CompileSettings settings() {
    return CompileSettings.of(new Adam()).withLoss("p", new MeanSquaredError()).withLoss("q", new MeanSquaredError());
  }

  private static Model model(CompileSettings settings) {
    KerasTensor a = new Input(3).named("a").tensor(), b = new Input(5).named("b").tensor();
    KerasTensor both = new Concatenate().apply(new Dense(2).apply(a), b);
    Model model = new Model(List.of(a, b), List.of(new Dense(2).named("p").apply(both), new Dense(1).named("q").apply(both)));
    model.compile(settings);
    return model;
  }

  private static void fit(Columns x, Columns y) {
    try (Model model = model(settings())) {
      model.fit(x, y, new FitOptions().withVerbose(0));
    }
  }

  private static NDArray ramp(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) values[i] = i % 7 - 3;
    return new NDArray(Shape.of(rows, columns), values);
  }
}
