package kerava.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kerava.KeravaException;
import kerava.data.Dataset;
import kerava.layers.TextVectorization.Split;
import kerava.layers.TextVectorization.Standardize;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.random.Session;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import kerava.training.Adapt;
import kerava.training.PredictOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What TextVectorization refuses, and that it cuts texts alike where it learns, in Java, and in a graph. */
class TextVectorizationTest {
  private static final NDArray TEXTS = NDArray.of(new String[] {"The cat, the dog.", "a DOG"});
  private static final int LONGEST = 90;

  static Stream<TextVectorization> settings() {
    List<TextVectorization> all = new ArrayList<>();
    for (Standardize standardize : new Standardize[] {null, Standardize.LOWER, Standardize.STRIP_PUNCTUATION,
        Standardize.LOWER_AND_STRIP_PUNCTUATION})
      for (Split split : new Split[] {null, Split.WHITESPACE, Split.CHARACTER})
        for (Ngrams ngrams : new Ngrams[] {null, Ngrams.upTo(2), Ngrams.of(3, 1)})
          all.add(new TextVectorization().withStandardize(standardize).withSplit(split).withNgrams(ngrams)
              .withOutputSequenceLength(LONGEST));
    return all.stream();
  }

  /** Of all characters of ASCII, and some of other scripts and planes. */
  private static String drawn(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(25); i > 0; i--) text.appendCodePoint(switch (random.nextInt(5)) {
      case 0 -> random.nextInt(0x80);
      case 1 -> "aAbB .".charAt(random.nextInt(6));
      case 2 -> "\u0085\u00a0\u1680\u2003\u2028\u3000\ufeff\ufffd".charAt(random.nextInt(8));
      case 3 -> 'À' + random.nextInt(0x1000);
      default -> 0x1f600 + random.nextInt(40);
    });
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("settings") void javaAndTheGraphCutAlike(TextVectorization settings) {
    Random random = new Random(7);
    String[] texts = Stream.generate(() -> drawn(random)).limit(60).toArray(String[]::new);
    NDArray x = settings.split() == null ? NDArray.of(Shape.of(20, 3), kerava.tensor.DType.STRING, texts) : NDArray.of(texts);
    TextVectorization layer = settings.adapted(x);
    Input input = (settings.split() == null ? new Input(3) : new Input()).withDtype("string");
    try (Model model = new Sequential(input, layer)) {
      NDArray numbers = model.predict(x);
      for (int i = 0; i < numbers.shape().size(0); i++) {
        List<String> tokens = new ArrayList<>();
        for (long number : numbers.slice(i, i + 1).longs()) tokens.add(layer.getVocabulary().words().get((int) number));
        List<Object> wanted = new ArrayList<>(layer.tokensIn(Tally.sample(x, i, layer.vocabularyType()), x.sampleShape()));
        assertTrue(wanted.size() <= LONGEST);
        while (wanted.size() < LONGEST) wanted.add("");
        assertEquals(wanted, tokens);
      }
    }
  }

  @Test void aRowIsAsLongAsTheLongestOfItsBatch() {
    try (Model model = new Sequential(new Input().withDtype("string"), TextVectorization.of("the", "dog"))) {
      assertEquals(List.of(Shape.of(Shape.NONE, Shape.NONE)), model.layer().outputShapes(List.of(Shape.of(Shape.NONE))));
      assertEquals(NDArray.of(new long[][] {{2, 1, 2, 3}, {1, 3, 0, 0}}), model.predict(TEXTS));
      assertEquals(NDArray.of(new long[][] {{1, 3}}), model.predict(TEXTS.slice(1, 2)));
      refuses("in one shape, got (4,), then (2,) of batch 1; let the layer that makes them pad them to one length",
          () -> model.predict(TEXTS, new PredictOptions().withBatchSize(1)));
      assertEquals(Shape.of(2, 0), model.predict(NDArray.of(new String[] {"", " ?"})).shape());
    }
  }

  @Test void aLayerThatGoesThroughStepsNeedsALength() {
    TextVectorization words = TextVectorization.of("the", "dog");
    try (Model model = new Sequential(new Input().withDtype("string"), words, new Embedding(4, 2), new LSTM(2));
        Model cut = new Sequential(new Input().withDtype("string"), words.withOutputSequenceLength(3), new Embedding(4, 2), new LSTM(2))) {
      refuses("(LSTM) takes inputs of sizes that are known before they are computed, got one of shape (None, None, 2); give the layer "
          + "that makes them a length, as by withOutputSequenceLength of TextVectorization", () -> model.predict(TEXTS));
      assertEquals(Shape.of(2, 2), cut.predict(TEXTS).shape());
    }
  }

  /** Keras makes a StringLookup within it. */
  @Test void itsLookupIsCounted() {
    try (Session session = Session.begin(3)) {
      KerasTensor x = new Input().withDtype("string").tensor();
      KerasTensor words = TextVectorization.of("a").withMaxTokens(9).apply(x), whole = StringLookup.of("b").apply(x);
      try (Model model = new Model(List.of(x), List.of(words, whole))) {
        assertEquals(List.of("input_layer", "text_vectorization", "string_lookup_1"), List.copyOf(model.layer().parts().keySet()));
      }
    }
  }

  @Test void oneThatHasLearnedNothingIsRefused() {
    KerasTensor x = new Input().withDtype("string").tensor();
    assertEquals("TextVectorization: has no vocabulary; adapt it to samples, or give it one; new TextVectorization().adapted(samples)",
        refusal(() -> new TextVectorization().apply(x)));
    assertEquals(List.of("", "[UNK]", "the", "dog", "cat", "a"), new TextVectorization().adapted(TEXTS).getVocabulary().words());
    assertEquals(List.of("[UNK]", "the", "dog"),
        new TextVectorization().withOutputMode(OutputMode.COUNT).withMaxTokens(3).adapted(TEXTS).getVocabulary().words());
    refuses("its vocabulary was given", () -> TextVectorization.of("a").adapted(TEXTS));
    refuses("samples of string, got int64", () -> new TextVectorization().adapted(NDArray.of(new long[] {1})));
    refuses("special tokens alone", () -> new TextVectorization().adapted(NDArray.of(new String[] {" ", "?!"})));
    refuses("got (2,)", () -> new TextVectorization().adapted(NDArray.of(new String[][] {{"a", "b"}})));
    refuses("half of a surrogate pair at sample 1, place 0",
        () -> new TextVectorization().adapted(NDArray.of(new String[] {"a", "b \ud83d c"})));
  }

  @Test void itLearnsFromBatches() {
    Dataset texts = Dataset.of(TEXTS), tokens = texts.batch(1);
    assertEquals(List.of("", "[UNK]", "the", "dog", "cat", "a"), Adapt.of(new TextVectorization(), tokens).getVocabulary().words());
    assertEquals(List.of("[UNK]", "the", "dog", "cat", "a"),
        Adapt.of(new TextVectorization().withOutputMode(OutputMode.TF_IDF), tokens).getVocabulary().words());
    TextVectorization whole = new TextVectorization().withSplit(null);
    assertEquals(List.of("", "[UNK]", "the cat the dog", "a dog"), Adapt.of(whole, tokens).getVocabulary().words());
    for (Executable call : List.<Executable>of(() -> Adapt.of(whole.withNgrams(2), tokens),
        () -> Adapt.of(whole.withOutputMode(OutputMode.TF_IDF), tokens),
        () -> Adapt.of(new StringLookup().withOutputMode(OutputMode.TF_IDF), tokens)))
      refuses("got ones of shape (), a batch of which Keras takes for one", call);
    refuses("Adapt: TextVectorization learns from batches", () -> Adapt.of(new TextVectorization(), texts));
  }

  @Test void aVocabularyIsChecked() {
    refuses("got [a] twice", () -> TextVectorization.of("a", "b", "a"));
    refuses("TextVectorization: the mask token '' stands within", () -> TextVectorization.of("a", ""));
    refuses("must be at most maxTokens, 3, got 4", () -> TextVectorization.of("a", "b").withMaxTokens(3));
    refuses("TF_IDF needs an idf weight for each of 1 tokens, got none",
        () -> TextVectorization.of("a").withOutputMode(OutputMode.TF_IDF));
    refuses("needs maxTokens", () -> TextVectorization.of("a").withPadToMaxTokens(true));
    assertEquals(List.of("", "[UNK]", "a"), TextVectorization.of("", "[UNK]", "a").getVocabulary().words());
  }

  @Test void settingsThatDoNotGoTogetherAreRefused() {
    refuses("at least 1, got 0", () -> new TextVectorization().withOutputSequenceLength(0));
    refuses("outputSequenceLength is for outputMode INT, got COUNT",
        () -> new TextVectorization().withOutputMode(OutputMode.COUNT).withOutputSequenceLength(3));
    refuses("take MULTI_HOT", () -> new TextVectorization().withOutputMode(OutputMode.ONE_HOT));
    refuses("Ngrams: must be at least 1, got 0", () -> new TextVectorization().withNgrams(0));
    refuses("Ngrams: must be numbers of at least 1, got []", () -> new TextVectorization().withNgrams(Ngrams.of()));
    assertEquals(OutputMode.ONE_HOT, new TextVectorization().withSplit(null).withOutputMode(OutputMode.ONE_HOT).outputMode());
  }

  @Test void inputsAreChecked() {
    refuses("got inputs of shape (None, 2)", () -> apply(new Input(2).withDtype("string"), TextVectorization.of("a")));
    refuses("got inputs of shape (None, None)", () -> apply(new Input(Shape.NONE).withDtype("string"), TextVectorization.of("a")));
    refuses("samples of shape (n,)", () -> apply(new Input().withDtype("string"), TextVectorization.of("a").withSplit(null)));
    refuses("takes strings, got int64", () -> apply(new Input(1).withDtype("int64"), TextVectorization.of("a")));
    try (Model model = new Sequential(new Input().withDtype("string"), TextVectorization.of("a"))) {
      refuses("half of a surrogate pair", () -> model.predict(NDArray.of(new String[] {"a", "\udc00"})));
    }
  }

  @Test void filesAreChecked() {
    String json;
    try (Model model = new Sequential(new Input().withDtype("string"), TextVectorization.of("a"))) {
      json = model.toJson();
    }
    for (List<String> change : List.of(
        List.of("\"vocabulary\":[\"a\"]", "\"vocabulary\":\"/etc/passwd\"", "vocabulary: must be a list of strings (no path"),
        List.of("\"standardize\":\"lower_and_strip_punctuation\"", "\"standardize\":{\"class_name\":\"function\",\"config\":\"f\"}",
            "standardize: must be one of [lower_and_strip_punctuation, lower, strip_punctuation]"),
        List.of("\"split\":\"whitespace\"", "\"split\":\"words\"", "split: must be one of [whitespace, character]"),
        List.of("\"ngrams\":null", "\"ngrams\":[0]", "ngrams: must be a number of at least 1, or a list of them"),
        List.of("\"ngrams\":null", "\"ngrams\":null,\"ragged\":true", "ragged must be false, got true: not supported yet"),
        List.of("\"ngrams\":null", "\"ngrams\":null,\"sparse\":true", "sparse must be false, got true: not supported yet"),
        List.of("\"ngrams\":null", "\"ngrams\":null,\"encoding\":\"utf-16\"", "encoding must be utf-8, got 'utf-16'"))) {
      assertTrue(json.contains(change.get(0)), json);
      refuses(change.get(2), () -> Model.fromJson(json.replace(change.get(0), change.get(1))).close());
    }
  }

  private static void apply(Input input, Layer layer) { layer.apply(input.tensor()); }

  private static void refuses(String why, Executable call) {
    String said = refusal(call);
    assertTrue(said.contains(why), said);
  }

  private static String refusal(Executable call) { return assertThrows(KeravaException.class, call).getMessage(); }
}
