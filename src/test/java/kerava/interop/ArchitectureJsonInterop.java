package kerava.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.initializers.Constant;
import kerava.initializers.HeNormal;
import kerava.initializers.Initializer;
import kerava.initializers.RandomUniform;
import kerava.layers.Activation;
import kerava.layers.Dense;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.losses.CategoricalCrossentropy;
import kerava.metrics.Accuracy;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.optimizers.Nadam;
import kerava.random.RandomSeed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code toJson} writes, Python Keras reads without a warning, and makes the same model of it, first weights included. */
@Tag("interop") class ArchitectureJsonInterop {
  @TempDir Path folder;

  @Test void aModelWithEverySetting() throws IOException {
    compare(model -> {
      model.add(new Input(3, 5));
      model.add(new Flatten());
      model.add(new Dense(7, Activations.TANH, new HeNormal()).named("숨은 층"));
      model.add(new Dense(6, "relu").withUseBias(false));
      model.add(new Dense(4).withKernelInitializer(new RandomUniform(-1, 2, 5)).withBiasInitializer(new Constant(0.5)));
      model.add(new Activation("softmax"));
    });
  }

  @Test void everyActivationAndInitializer() throws IOException {
    compare(model -> {
      model.add(new Input(6));
      // Keras declares the output of Dense(6, "glu") as wide as 6, though it is 3, and builds the next layer wrong.
      for (Activations activation : Activations.values()) if (activation != Activations.GLU) model.add(new Dense(6, activation));
      for (String name : Family.names(Initializer.class)) {
        Initializer initializer = Family.byName(Initializer.class, name);
        model.add(new Dense(model.network().layers().size(), Activations.LINEAR, initializer));
      }
    });
  }

  @Test void compileSettings() throws IOException {
    compare(model -> {
      model.add(new Input(6));
      model.add(new Dense(3, "softmax"));
      model.compile(new Nadam(0.03125), new CategoricalCrossentropy(false, 0.1), new Accuracy(),
          new kerava.metrics.CategoricalCrossentropy());
    });
  }

  private void compare(java.util.function.Consumer<Sequential> layers) throws IOException {
    RandomSeed.set(99);
    try (Sequential model = new Sequential("모델 1", List.of())) {
      layers.accept(model);
      Path file = Files.writeString(folder.resolve("model.json"), model.toJson());
      JsonNode python = Python.lines("from_json.py", file.toString(), "99").get(0);
      assertEquals(model.name(), python.get("name").asText());
      try (Model again = Model.fromJson(python.get("json").asText())) {
        assertEquals(model.settings(), again.settings());
      }
      assertEquals(model.countParams(), python.get("params").asLong());
      assertEquals(Bits.texts(python.get("initial_weights_md5")), Bits.md5(model.getWeights()));
    }
  }
}
