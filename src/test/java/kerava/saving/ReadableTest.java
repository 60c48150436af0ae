package kerava.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import kerava.FormatException;
import kerava.layers.Activation;
import kerava.layers.Input;
import kerava.layers.KerasTensor;
import kerava.models.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved can be loaded by who knows of no other limits. */
class ReadableTest {
  private static Model chain(int layers) {
    KerasTensor first = new Input(3).tensor(), last = first;
    for (int i = 1; i < layers; i++) last = new Activation("tanh").apply(last);
    return new Model(first, last);
  }

  @Test void asManyLayersAsTheLimitSays() {
    try (Model model = chain(3_000); Model read = Model.fromJson(model.toJson())) {
      assertEquals(model.network().layers().size(), read.network().layers().size());
    }
  }

  @Test void moreAreNotSaved(@TempDir Path folder) {
    try (Model model = chain(5_001)) {
      String said = assertThrows(FormatException.class, () -> model.save(folder.resolve("m.keras"))).getMessage();
      assertTrue(said.contains("save: too much for the limits: layers, got 5001, limit 5000"), said);
      assertTrue(Files.notExists(folder.resolve("m.keras")));
    }
  }

  @Test void norAreModelsThatLieTooDeep() {
    Model model = chain(2);
    for (int i = 0; i < 150; i++) {
      KerasTensor x = new Input(3).tensor();
      model = new Model(x, model.apply(x));
    }
    String said = assertThrows(FormatException.class, model::toJson).getMessage();
    assertTrue(said.contains("save: too much for the limits: nesting depth of JSON"), said);
  }
}
