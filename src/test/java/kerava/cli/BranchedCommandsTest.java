package kerava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kerava.MadeSamples;
import kerava.data.Npy;
import kerava.layers.Concatenate;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.losses.MeanSquaredError;
import kerava.models.Model;
import kerava.optimizers.SGD;
import kerava.random.RandomSeed;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.CompileSettings;
import kerava.training.EvaluateOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a model with two inputs and two outputs, whose data come by name. */
class BranchedCommandsTest {
  private static final NDArray A = MadeSamples.normal(Shape.of(6, 3)), B = MadeSamples.normal(Shape.of(6, 2)),
      P = MadeSamples.normal(Shape.of(6, 2)),
      Q = MadeSamples.normal(Shape.of(6, 1));
  private static final String DATA = " --x a=a.npy --x b=b.npy", LABELS = " --y p=p.npy --y q=q.npy";

  @TempDir Path path;
  private ModelFolder folder;

  @BeforeEach void files() throws IOException {
    folder = new ModelFolder(path);
    for (var each : Map.of("a", A, "b", B, "p", P, "q", Q).entrySet()) Npy.write(path.resolve(each.getKey() + ".npy"), each.getValue());
    try (Model model = model()) {
      model.save(path.resolve("m.keras"));
    }
  }

  private static Model model() {
    RandomSeed.set(1);
    KerasTensor a = new Input(3).named("a").tensor(), b = new Input(2).named("b").tensor();
    KerasTensor both = new Concatenate().apply(new Dense(4, "tanh").apply(a), b);
    Model model = new Model("m", List.of(a, b), List.of(new Dense(2).named("p").apply(both), new Dense(1).named("q").apply(both)));
    model.compile(
        CompileSettings.of(new SGD()).withLoss("p", new MeanSquaredError()).withLoss("q", new MeanSquaredError()).withLossWeight("q", 0.5));
    return model;
  }

  @Test void predictTellsEachOutput() throws IOException {
    Outcome told = folder.run("predict m.keras" + DATA + " --json");
    assertEquals(0, told.code(), told.err());
    assertEquals("[6,2]", told.json().get("shapes").get("p").toString());
    assertEquals(6, told.json().get("predictions").get("q").size());
    assertEquals(0, folder.run("predict m.keras" + DATA + " --out y.json").code());
    assertTrue(folder.run("predict m.keras" + DATA + " --out y.npy").err().contains("--out must end in .json"));
  }

  @Test void evaluateTellsWhatTheModelTells() throws IOException {
    Outcome told = folder.run("evaluate m.keras" + DATA + LABELS + " --json");
    assertEquals(0, told.code(), told.err());
    try (Model model = model()) {
      Map<String, Double> scores = model.evaluate(Columns.of(A, B), Columns.of(P, Q), new EvaluateOptions().withVerbose(0)).values();
      assertEquals(List.of("loss", "p_loss", "q_loss"), List.copyOf(scores.keySet()));
      assertEquals(scores.get("loss"), told.json().get("loss").asDouble(), 1e-6);
      assertEquals(scores.get("q_loss"), told.json().get("q_loss").asDouble(), 1e-6);
    }
    Outcome other = folder.run("evaluate m.keras" + DATA + " --y q=q.npy --loss q=mean_squared_error --json");
    assertEquals(told.json().get("q_loss").asDouble(), other.json().get("loss").asDouble(), 1e-6, other.err());
  }

  @Test void trains() {
    Outcome told =
        folder.run("train m.keras" + DATA + LABELS + " --loss p=mse --loss q=mse --loss-weights p=1 --loss-weights q=0.25 --optimizer sgd"
            + " --epochs 2 --seed 3 --out t.keras");
    assertEquals(0, told.code(), told.err());
    assertTrue(told.out().contains("q_loss: ["), told.out());
  }

  @Test void refusesByName() {
    assertTrue(folder.run("predict m.keras --x a=a.npy").err().contains("x has no column 'b'"));
    assertTrue(folder.run("predict m.keras --x a=a.npy --x b=b.npy --x c=b.npy").err().contains("x has a column 'c'"));
    assertTrue(folder.run("predict m.keras --x a.npy --x b.npy").err().contains("--x: given more than once it takes NAME=VALUE"));
    assertTrue(folder.run("predict m.keras --x a.npy").err().contains("a column for each of [a, b]"));
    assertTrue(folder.run("evaluate m.keras" + DATA + LABELS + " --loss z=mse").err().contains("an output 'z'"));
  }
}
