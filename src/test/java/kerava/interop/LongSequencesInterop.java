package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.Goldens;
import kerava.layers.Bidirectional;
import kerava.layers.ConvLSTM1D;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.GRU;
import kerava.layers.GlobalAveragePooling1D;
import kerava.layers.Input;
import kerava.layers.LSTM;
import kerava.layers.Layer;
import kerava.layers.Masking;
import kerava.layers.SimpleRNN;
import kerava.models.Sequential;
import kerava.random.RandomSeed;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.FitOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layers of so many steps that they are a loop in the graph, with masks and in other types, and ConvLSTM layers: Python predicts with the
 * .keras and what is exported, and trains.
 */
@Tag("interop") class LongSequencesInterop {
  private static final int STEPS = 130;

  private static Sequential model(Layer... layers) {
    Sequential model = new Sequential(layers);
    model.compile("sgd", "mse");
    return model;
  }

  private static Map<String, Sequential> models() {
    RandomSeed.set(4);
    Map<String, Sequential> models = new LinkedHashMap<>();
    models.put("masked_lstm", model(new Input(STEPS, 2), new Masking(), new LSTM(3), new Dense(1)));
    models.put("masked_gru", model(new Input(STEPS, 2), new Masking(), new GRU(3).withReturnSequences(true), new GlobalAveragePooling1D(),
        new Dense(1)));
    models.put("both", model(new Input(STEPS, 2), new Masking(), new Bidirectional(new SimpleRNN(2)), new Dense(1)));
    models.put("lstm_float64", model(new Input(STEPS, 2), new Masking(), new LSTM(3).withDtype("float64"), new Dense(1)));
    models.put("gru_bfloat16", model(new Input(STEPS, 2), new GRU(3).withDtype("mixed_bfloat16"), new Dense(1)));
    models.put("masked_bfloat16", model(new Input(STEPS, 2), new Masking(), new LSTM(3).withDtype("mixed_bfloat16"), new Dense(1)));
    models.put("conv", model(new Input(24, 5, 2), new ConvLSTM1D(2, 3), new Flatten(), new Dense(1)));
    models.put("long_conv", model(new Input(STEPS, 5, 2), new ConvLSTM1D(2, 3), new Flatten(), new Dense(1)));
    return models;
  }

  /** As {@code samples} of the script. */
  private static NDArray samples(Shape shape) {
    float[] x = new float[(int) shape.elements()];
    int sample = x.length / shape.size(0), step = shape.rank() < 3 ? sample : sample / shape.size(1);
    for (int i = 0; i < x.length; i++) {
      boolean out = i / sample >= shape.size(0) / 2 && i % sample >= sample - Math.min(20 * step, sample);
      x[i] = out ? 0 : i * 37L % 101 / 50f - 1;
    }
    return NDArray.of(shape, x);
  }

  private static void near(JsonNode wanted, float[] found, double tolerance, String what) {
    List<Double> expected = Bits.doubles(wanted);
    assertEquals(expected.size(), found.length, what);
    for (int i = 0; i < found.length; i++) Goldens.assertNear(expected.get(i), found[i], tolerance, what);
  }

  @Test void pythonPredictsAndTrainsAsHere(@TempDir Path folder) {
    Map<String, Sequential> models = models();
    models.forEach((name, model) -> {
      model.save(folder.resolve(name + ".keras"));
      model.export(folder.resolve(name));
    });
    List<JsonNode> told = Python.lines("long_sequences.py", folder.toString());
    assertEquals(models.size(), told.size());
    for (JsonNode each : told) {
      String name = each.get("name").asText();
      double tolerance = name.contains("bfloat16") ? 1e-2 : 1e-5;
      try (Sequential model = models.get(name)) {
        NDArray x = samples(model.built().inputs().get(0).dropFirst().prepend(4));
        float[] predicted = model.predict(x).values();
        near(each.get("predicted"), predicted, tolerance, name + ", predicted");
        near(each.get("exported"), predicted, tolerance, name + ", exported");
        List<Double> losses = model
            .fit(x, samples(Shape.of(4, 1)), new FitOptions().withBatchSize(2).withEpochs(2).withShuffle(false).withVerbose(0)).get("loss");
        for (int i = 0; i < losses.size(); i++)
          Goldens.assertNear(each.get("losses").get(i).asDouble(), losses.get(i).floatValue(), tolerance, name + ", loss");
        near(each.get("trained"), model.predict(x).values(), tolerance, name + ", trained");
      }
    }
  }
}
