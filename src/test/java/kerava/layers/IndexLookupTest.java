package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import kerava.KeravaException;
import kerava.models.Sequential;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What lookups refuse, and how a large vocabulary does. */
class IndexLookupTest {
  private static final NDArray WORDS = NDArray.of(new String[][] {{"a", "b"}, {"b", "c"}});

  @Test void oneThatHasLearnedNothingIsRefused() {
    KerasTensor x = new Input(2).withDtype("string").tensor();
    assertEquals("StringLookup: has no vocabulary; adapt it to samples, or give it one; new StringLookup().adapted(samples)",
        refusal(() -> new StringLookup().apply(x)));
    assertEquals(List.of("[UNK]", "b", "c", "a"), new StringLookup().adapted(WORDS).getVocabulary().words());
    assertTrue(refusal(() -> StringLookup.of("a").adapted(WORDS)).contains("its vocabulary was given"));
    assertTrue(refusal(() -> new IntegerLookup().adapted(WORDS)).contains("is adapted to samples of int64, got string"));
    assertTrue(refusal(() -> new StringLookup().adapted(NDArray.of(new String[] {"[UNK]"}))).contains("special tokens alone"));
  }

  @Test void aVocabularyIsChecked() {
    assertTrue(refusal(() -> StringLookup.of("a", "b", "a")).contains("got [a] twice"));
    assertTrue(refusal(() -> StringLookup.of()).contains("must not be empty"));
    assertTrue(refusal(() -> StringLookup.of("a", "").withMaskToken("")).contains("the mask token '' stands within the vocabulary"));
    assertTrue(refusal(() -> StringLookup.of("a", "[UNK]").withInvert(true)).contains("put exactly [[UNK]] in front"));
    assertTrue(refusal(() -> StringLookup.of("a", "b").withMaxTokens(2)).contains("must be at most maxTokens, 2, got 3"));
    assertTrue(refusal(() -> StringLookup.of("a").withOutputMode(OutputMode.TF_IDF)).contains("needs an idf weight for each of 1 tokens"));
    assertTrue(refusal(() -> StringLookup.of("a").withInvert(true).withOutputMode(OutputMode.COUNT)).contains("take INT"));
    assertTrue(refusal(() -> IntegerLookup.of(1).withSalt(new Salt(3))).contains("a salt is for oovMethod FARMHASH"));
    assertEquals(List.of("", "[UNK]", "a"), StringLookup.of("", "[UNK]", "a").withMaskToken("").getVocabulary().words());
  }

  @Test void whatNoVocabularyHasIsRefusedWithItsPlace() {
    try (Sequential direct = new Sequential(new Input(2).withDtype("string"), StringLookup.of("a", "b").withNumOovIndices(0));
        Sequential behind =
            new Sequential(new Input(2).withDtype("string"), new Identity(), StringLookup.of("a", "b").withNumOovIndices(0))) {
      String said = refusal(() -> direct.predict(WORDS));
      assertTrue(
          said.endsWith("all tokens must be in the vocabulary, got 'c' at sample 1, place 1; take numOovIndices 1, or change the data"),
          said);
      assertTrue(
          assertThrows(RuntimeException.class, () -> behind.predict(WORDS)).getMessage().contains("all tokens must be in the vocabulary"));
      assertEquals(NDArray.of(new long[][] {{0, 1}}), behind.predict(WORDS.slice(0, 1)));
    }
  }

  @Test void aLargeVocabularyIsATable() {
    String[] tokens = IntStream.range(0, 200_000).mapToObj(i -> "token " + i).toArray(String[]::new);
    try (Sequential model = new Sequential(new Input(2).withDtype("string"), StringLookup.of(tokens))) {
      assertEquals(NDArray.of(new long[][] {{1, 200_000}, {0, 7}}),
          model.predict(NDArray.of(new String[][] {{"token 0", "token 199999"}, {"token", "token 6"}})));
    }
  }

  private static String refusal(Executable call) { return assertThrows(KeravaException.class, call).getMessage(); }
}
