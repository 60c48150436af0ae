package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import kerava.Goldens;
import kerava.layers.Dense;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.layers.Operator;
import kerava.models.Model;
import kerava.network.LayerNames;
import kerava.ops.Slice;
import kerava.random.RandomSeed;
import kerava.saving.Dialect;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models with operations of keras.ops go from Python to Java and back ({@code operation_files.py}), and those written in Java are Python's
 * own.
 */
@Tag("interop") class OperationsInterop {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test void goBothWays() throws IOException {
    List<JsonNode> written = Python.lines("operation_files.py", "write", folder.toString());
    Set<String> used = new HashSet<>();
    for (int i = 0; i < written.size(); i++) {
      readsAndWrites(written.get(i), folder.resolve("" + i).toString());
      JSON.readTree(Files.readString(folder.resolve(i + ".json"))).findValuesAsText("class_name").forEach(used::add);
    }
    for (Operator each : Operator.values())
      assertTrue(used.contains(each.className()) || each == Operator.SPARSEMAX || each == Operator.ALL,
          each.className() + " is in none of the models");
    List<JsonNode> read = Python.lines("operation_files.py", "read", folder.toString());
    for (int i = 0; i < written.size(); i++) {
      JsonNode given = written.get(i), back = read.get(i);
      assertEquals("[true,true]", back.get("same").toString(), given.get("case") + ", its config in Python");
      assertEquals(given.get("predictions"), back.get("predictions"), given.get("case") + ", read by Python");
      assertEquals(given.get("summary"), back.get("summary"), given.get("case") + ", read by Python");
    }
  }

  private static void readsAndWrites(JsonNode given, String stem) throws IOException {
    String name = given.get("case").asText() + ", ";
    List<Samples> columns = new ArrayList<>(Goldens.arrays(given.get("x")));
    for (String ending : List.of(".keras", ".h5"))
      try (Model model = Model.load(Path.of(stem + ending))) {
        Goldens.assertNear(Goldens.arrays(given.get("predictions")), model.predictAll(Columns.of(columns.toArray(Samples[]::new))), 0,
            name + ending);
        assertEquals(given.get("summary").asText().strip(), model.summary().strip(), name + ending);
        model.save(Path.of(stem + "-java" + ending));
        Files.writeString(Path.of(stem + "-java.json"), model.toJson());
      }
    try (Model model = Model.load(Path.of(stem + "-java.h5"))) {
      Goldens.assertNear(Goldens.arrays(given.get("predictions")), model.predictAll(Columns.of(columns.toArray(Samples[]::new))), 0,
          name + "back");
    }
    assertEquals(layers(Files.readString(Path.of(stem + ".json"))), layers(Files.readString(Path.of(stem + "-java.json"))),
        name + "operations");
  }

  /** The operations in {@code json}, with their uses. */
  private static List<JsonNode> layers(String json) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode layer : JSON.readTree(json).get("config").get("layers"))
      if (layer.get("module").asText().startsWith(Operator.MODULES)) all.add(layer);
    return all;
  }

  private Model written(String name, BinaryOperator<KerasTensor> formula) {
    LayerNames.clear();
    RandomSeed.set(42);
    KerasTensor x = new Input(4, 3).named("x").tensor(), a = new Dense(4, "tanh").named("a").apply(x), b = new Dense(4).named("b").apply(x);
    return new Model(x, new Dense(2).named("last").apply(formula.apply(a, b)));
  }

  private void same(List<JsonNode> python, int index, BinaryOperator<KerasTensor> formula) throws IOException {
    String name = python.get(index).get("case").asText();
    try (Model model = written(name, formula)) {
      assertEquals(layers(Files.readString(folder.resolve(index + ".json"))), layers(model.toJson()), name);
      NDArray x = Goldens.arrays(python.get(index).get("x")).get(0);
      Goldens.assertNear(Goldens.arrays(python.get(index).get("predictions")), List.of(model.predict(x)), 0, name);
      assertEquals(python.get(index).get("summary").asText().strip(), model.summary().strip(), name);
    }
  }

  @Test void fromTheMiddle() throws IOException {
    JsonNode python = Python.lines("operation_files.py", "middle", folder.toString()).get(0);
    List<Samples> x = new ArrayList<>(Goldens.arrays(python.get("x")));
    try (Model whole = written("sums", OperationsInterop::sums);
        Model part = new Model(List.of(whole.outputOf("a"), whole.outputOf("b")), whole.outputs());
        Model read = Model.load(folder.resolve("middle.keras"))) {
      List<String> names = new ArrayList<>();
      python.get("config").get("layers").forEach(layer -> names.add(layer.get("name").asText()));
      assertEquals(names, part.network().layers().stream().map(kerava.network.LayerState::name).toList());
      assertEquals(python.get("config").get("name").asText(), part.name());
      for (Model each : List.of(part, read))
        Goldens.assertNear(Goldens.arrays(python.get("predictions")), each.predictAll(Columns.of(x.toArray(Samples[]::new))), 0,
            "from the middle");
    }
  }

  private static KerasTensor sums(KerasTensor a, KerasTensor b) {
    return a.add(b).scaledBy(2.5).subtract(b.trueDivide(3)).multiply(a).subtractedFrom(1).add(a.negative().scaledBy(2)).add(0.125);
  }

  @Test void writtenInJava() throws IOException {
    List<JsonNode> python = Python.lines("operation_files.py", "write", folder.toString());
    same(python, 0, OperationsInterop::sums);
    same(python, 1, (a, b) -> a.trueDivide(b.absolute().add(1.5)).add(b.divide(2)).add(a.square().add(2).dividedInto(1)));
    same(python, 4, (a, b) -> a.maximum(b).add(a.minimum(0.25)).add(b.clip(-1, 0.5)).add(b.apply(Operator.FLOOR).multiply(a))
        .add(a.apply(Operator.CEIL).multiply(b)));
    same(python, 9,
        (a, b) -> KerasTensor.concatenate(List.of(a.getItem(Slice.all(), Slice.range(1, 3)), b.getItem(Slice.all(), Slice.every(2)),
            a.getItem(Slice.all(), Slice.every(-1)), b.getItem(Slice.ellipsis(), Slice.to(4)),
            a.getItem(Slice.all(), Slice.newAxis(), Slice.at(2))), 1));
    same(python, 10, (a, b) -> a.matmul(b.transpose(0, 2, 1)).trueDivide(2.0).softmax().matmul(b));
    assertTrue(org.junit.jupiter.api.Assertions
        .assertThrows(kerava.KeravaException.class, () -> written("", KerasTensor::add).toJson(Dialect.KERAS_2)).getMessage()
        .contains("Keras 2 has no operations of keras.ops, got 'add' (Add)"));
  }
}
