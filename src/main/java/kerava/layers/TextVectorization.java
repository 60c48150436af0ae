package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.Map;
import kerava.config.Settings;
import kerava.ops.Lookups;
import kerava.ops.Strings.Pieces;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts into tokens and numbers these by a vocabulary, which is given or {@link #adapted}. Of INT 0 stands behind a text's last token,
 * 1 is a token that is in no vocabulary, and the vocabulary begins at 2; of the other modes it begins at 1, and the empty token counts for
 * nothing. Shapes: x (batch,) or (batch, 1), strings, one text a sample; without {@code split} (batch, n), a token each. y of INT (batch,
 * outputSequenceLength), int64, as long as the longest text of the batch where that is null; of MULTI_HOT, COUNT and TF_IDF (batch,
 * places), float32. ONE_HOT is of tokens that are neither split nor joined, as {@link OutputMode} says. Source: Keras
 * {@code layers/preprocessing/text_vectorization.py}.
 *
 * @param maxTokens the most that the vocabulary and the special tokens are together; null: no limit
 * @param standardize null: texts stay as they are
 * @param split null: a text is one token
 * @param ngrams which neighbours are joined; null: none
 * @param outputSequenceLength of INT alone
 * @param padToMaxTokens whether rows are as long as {@code maxTokens}, however many tokens there are
 * @param idfWeights one for each token of the vocabulary, of TF_IDF alone
 */
public record TextVectorization(@Nullable Integer maxTokens, @Nullable Standardize standardize, @Nullable Split split,
    @Nullable Ngrams ngrams, OutputMode outputMode, @Nullable Integer outputSequenceLength, boolean padToMaxTokens,
    @Nullable Words vocabulary, @Nullable List<Double> idfWeights,
    LayerOptions options) implements IndexLookup, Configured<TextVectorization>, WithVocabulary<TextVectorization> {
  private static final String MASK = "", OOV = "[UNK]", LOOKUP = "_lookup_layer";

  /** What becomes of a text before it is cut. */
  public enum Standardize {
    /** a to z for A to Z, and none of ASCII's punctuation. */
    LOWER_AND_STRIP_PUNCTUATION,
    /** a to z for A to Z; other letters stay. */
    LOWER,
    /** None of ASCII's punctuation, which goes without leaving a space. */
    STRIP_PUNCTUATION
  }

  /** Where a text is cut. */
  public enum Split {
    /** At ASCII's spaces and line breaks, none of which are in a token. */
    WHITESPACE,
    /** After each code point. */
    CHARACTER
  }

  /** The layer under whose name Keras's files have what this one has learned. */
  private record Made(Map<String, Layer> parts) {}

  public TextVectorization(Integer maxTokens, Standardize standardize, Split split, Ngrams ngrams, OutputMode outputMode,
      Integer outputSequenceLength, boolean padToMaxTokens, Words vocabulary, List<Double> idfWeights, LayerOptions options) {
    this.maxTokens = maxTokens;
    this.standardize = standardize;
    this.split = split;
    this.ngrams = ngrams;
    this.outputMode = outputMode;
    this.outputSequenceLength = outputSequenceLength;
    this.padToMaxTokens = padToMaxTokens;
    this.vocabulary = vocabulary;
    this.idfWeights = idfWeights == null ? null : List.copyOf(idfWeights);
    require(outputSequenceLength == null || outputMode == OutputMode.INT,
        "TextVectorization: outputSequenceLength is for outputMode INT, got %s; leave it out", outputMode);
    require(outputSequenceLength == null || outputSequenceLength >= 1,
        "TextVectorization: outputSequenceLength must be at least 1, got %s; leave it out for that of the longest text",
        outputSequenceLength);
    require(outputMode != OutputMode.ONE_HOT || tokenizer().isWhole(),
        "TextVectorization: ONE_HOT is of tokens as they come, without split and ngrams; take MULTI_HOT, or put a CategoryEncoding behind INT");
    check();
    LayerOptions own = options == null ? LayerOptions.of("TextVectorization") : options;
    LayerOptions inner = own.memory() instanceof Made made ? made.parts().get(LOOKUP).options() : LayerOptions.of("StringLookup");
    Layer lookup = new StringLookup(maxTokens, numOovIndices(), MASK, OOV, vocabulary, idfWeights, false, outputMode, padToMaxTokens, null,
        inner);
    this.options = own.remembering(new Made(Map.of(LOOKUP, lookup)));
  }

  public TextVectorization() {
    this(null, Standardize.LOWER_AND_STRIP_PUNCTUATION, Split.WHITESPACE, null, OutputMode.INT, null, false, null, null,
        LayerOptions.of("TextVectorization"));
  }

  /** With this vocabulary, in order. */
  public static TextVectorization of(String... vocabulary) { return new TextVectorization().withVocabulary(vocabulary); }

  /**
   * This with the vocabulary of the texts {@code x}, and for TF_IDF with its weights, one sample a document: Keras's {@code adapt}. Tokens
   * from the most frequent on, those that are as frequent from the last in order on, at most {@link #maxTokens} with the special ones, none
   * of which are counted. Shape of a sample: () or (1,); without split (n,), too.
   */
  public TextVectorization adapted(Samples x) { return adapted(List.of(x)); }

  /** The same of texts that come in batches. */
  public TextVectorization adapted(Iterable<? extends Samples> batches) {
    Tally tally = tally(batches);
    return new TextVectorization(maxTokens, standardize, split, ngrams, outputMode, outputSequenceLength, padToMaxTokens,
        Words.of(tally.vocabulary()), tally.idfWeights(), options);
  }

  /** Null: texts stay as they are. */
  public TextVectorization withStandardize(@Nullable Standardize standardize) { return Settings.with(this, "standardize", standardize); }

  /** Null: a text is one token. */
  public TextVectorization withSplit(@Nullable Split split) { return Settings.with(this, "split", split); }

  public TextVectorization withNgrams(Ngrams ngrams) { return Settings.with(this, "ngrams", ngrams); }

  /** All numbers of neighbours up to {@code most}. */
  public TextVectorization withNgrams(int most) { return withNgrams(Ngrams.upTo(most)); }

  public TextVectorization withOutputSequenceLength(Integer outputSequenceLength) {
    return Settings.with(this, "outputSequenceLength", outputSequenceLength);
  }

  public TextVectorization withVocabulary(String... vocabulary) { return Settings.with(this, "vocabulary", new Words(vocabulary)); }

  /** {@code vocabulary} with a weight for each, for TF_IDF. */
  public TextVectorization withVocabulary(Words vocabulary, List<Double> idfWeights) {
    return new TextVectorization(maxTokens, standardize, split, ngrams, OutputMode.TF_IDF, outputSequenceLength, padToMaxTokens, vocabulary,
        idfWeights, options);
  }

  /** With the special tokens, in the order of their numbers. */
  public Words getVocabulary() { return Words.of(wholeVocabulary()); }

  private Tokenizer tokenizer() { return new Tokenizer(standardize, split, ngrams); }

  @Override public int numOovIndices() { return 1; }

  @Override public String maskToken() { return MASK; }

  @Override public String oovToken() { return OOV; }

  @Override public boolean invert() { return false; }

  @Override public Salt salt() { return null; }

  @Override public List<String> tokens() { return vocabulary == null ? null : vocabulary.words(); }

  @Override public DType vocabularyType() { return DType.STRING; }

  @Override public NDArray array(List<?> tokens) { return NDArray.of(tokens.toArray(String[]::new)); }

  @Override public Tensor outside(Tensor x) { return Lookups.bucket(x, numOovIndices(), null); }

  @Override public List<Object> tokensIn(List<Object> sample, Shape shape) {
    require(shape.rank() == 0 || shape.rank() == 1 && (split == null || shape.last() == 1),
        "TextVectorization: is adapted to samples of shape () or (1,), one text each, or without split of (n,), got %s; reshape them",
        shape);
    return tokenizer().tokens(sample);
  }

  @Override public Map<String, Layer> parts() { return ((Made) options.memory()).parts; }

  @Override public List<List<Shape>> partInputs(List<Shape> inputs) { return List.of(List.of(tokenizer().shape(inputs.get(0)))); }

  @Override public Shape outputShape(Shape x) {
    Shape rows = tokenizer().shape(x);
    if (outputMode != OutputMode.INT) return encoder().shape(rows);
    return rows.withLast(outputSequenceLength == null ? Shape.NONE : outputSequenceLength);
  }

  @Override public Tensor call(Call c, Tensor x) {
    Tokenizer tokenizer = tokenizer();
    Tensor texts = tokenizer.standardized(x);
    if (tokenizer.isWhole() && outputSequenceLength == null) return encoded(numbersOf(texts));
    Pieces pieces = tokenizer.pieces(texts);
    return encoded(pieces.with(numbersOf(pieces.values())).rows(maskNumber(), outputSequenceLength));
  }
}
