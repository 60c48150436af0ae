package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kerava.Goldens;
import kerava.Rounding;
import kerava.config.Limits;
import kerava.hdf5.Hdf5Dataset;
import kerava.hdf5.Hdf5File;
import kerava.hdf5.Hdf5Group;
import kerava.layers.DTypePolicy;
import kerava.losses.MeanSquaredError;
import kerava.models.Model;
import kerava.random.Session;
import kerava.saving.OptimizerJson;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.DynamicTest;

/** Fits of golden_settings.py, and what the optimizers have kept after them. A tolerance of 0 asks for every bit. */
record SettingFits(JsonNode golden, double tolerance) {
  Stream<DynamicTest> tests() {
    return StreamSupport.stream(golden.get("fits").spliterator(), false)
        .map(fit -> DynamicTest.dynamicTest(fit.get("case").asText(), () -> check(fit)));
  }

  private void check(JsonNode fit) {
    try (Session session = Session.begin(golden.get("seed").asLong())) {
      DTypePolicy.set(fit.get("policy").asText());
      try (Model model = Model.fromJson(fit.get("model").asText())) {
        model.compile(OptimizerJson.read(fit.get("optimizer").asText()), new MeanSquaredError());
        new SequenceFits(golden, toleranceOf(fit)).check(model, fit, "");
        if (fit.has("variables")) check(fit, variables(model));
      }
    }
  }

  private double toleranceOf(JsonNode fit) {
    return tolerance == 0 || fit.get("policy").asText().equals("float32") ? tolerance : Rounding.MIXED_FIT;
  }

  private void check(JsonNode fit, List<NDArray> variables) {
    JsonNode expected = fit.get("variables");
    assertEquals(expected.size(), variables.size(), "variables");
    for (int i = 0; i < variables.size(); i++)
      if (expected.get(i).get("shape").isEmpty())
        assertEquals((float) expected.get(i).get("values").get(0).asDouble(), variables.get(i).values()[0], "variable " + i);
    Goldens.assertNear(Goldens.arrays(expected), variables, toleranceOf(fit), "variable");
  }

  private static List<NDArray> variables(Model model) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.saveWeights(out);
    Hdf5Group vars = Hdf5File.read(out.toByteArray(), "saved", Limits.DEFAULT).group("optimizer/vars");
    List<NDArray> variables = new ArrayList<>();
    for (int i = 0; i < vars.names().size(); i++) {
      Hdf5Dataset variable = vars.dataset(Integer.toString(i));
      variables.add(new NDArray(variable.shape(), variable.floats()));
    }
    return variables;
  }
}
