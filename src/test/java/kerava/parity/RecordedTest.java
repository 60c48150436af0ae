package kerava.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kerava.notebooks.Notebook;
import org.junit.jupiter.api.Test;

class RecordedTest {
  private static List<String> runs(String notebook) {
    return Notebook.all().stream().filter(n -> n.name().equals(notebook)).findFirst().orElseThrow().runs();
  }

  @Test void eachRecordedRunIsInItsNotebook() {
    for (Recorded recorded : Recorded.all()) assertTrue(runs(recorded.notebook()).contains(recorded.run()), recorded.run());
    for (ExactNumber exact : ExactNumber.all()) assertTrue(runs(exact.notebook()).contains(exact.run()), exact.run());
  }

  /**
   * Accuracies are whole counts of samples: of 4, of the 10,000 of a test set, of 12,000 held back; recorded ones are a float's, published
   * ones have four digits.
   */
  @Test void accuraciesAreWholeCounts() {
    for (Recorded recorded : Recorded.all()) {
      int samples = recorded.run().equals("xor") ? 4 : recorded.notebook().equals("dnn") || recorded.isPublished() ? 10_000 : 12_000;
      long right = Math.round(recorded.accuracy() * samples);
      assertEquals((float) ((double) right / samples), recorded.accuracy().floatValue(), recorded.run());
      if (!recorded.isPublished())
        assertEquals((double) recorded.accuracy().floatValue(), recorded.accuracy(), recorded.run() + " is a float's double");
    }
  }

  @Test void numbersOfASummaryAreFound() {
    List<String> printed = List.of("""
        Model: "sequential"
        Layer (type)                 Output Shape              Param #
        flatten (Flatten)            (None, 784)               0
        dense (Dense)                (None, 32)                25120
        dense_1 (Dense)              (None, 32)                1056
        dense_2 (Dense)              (None, 32)                1057
        Total params: 79,510
        """, "no number");
    List<ExactNumber> all = ExactNumber.all();
    assertEquals(List.of(25_120L), all.get(0).in(printed).found());
    assertTrue(all.get(0).in(printed).same());
    assertEquals(List.of(1_056L, 1_057L), all.get(1).in(printed).found());
    assertTrue(!all.get(1).in(printed).same(), "one of them differs");
    assertTrue(!all.get(2).in(printed).same(), "there is no eleventh");
    assertTrue(all.get(3).in(printed).same());
  }
}
