package kerava.layers;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Lookups;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Numbers strings by a vocabulary, or inverted gives the strings of numbers. Without a vocabulary it must be {@link #adapted}. 0 is
 * {@code maskToken} if there is one and outputMode is INT; then come {@code numOovIndices} places for what is not in the vocabulary, of
 * which a hash chooses, then the vocabulary. Shapes: x (batch, ...), strings; y as {@link OutputMode} says, of INT int64, else float32, as
 * Keras's compute_output_spec says. Source: Keras {@code layers/preprocessing/string_lookup.py}.
 */
public record StringLookup(@Nullable Integer maxTokens, int numOovIndices, @Nullable String maskToken, String oovToken,
    @Nullable Words vocabulary, @Nullable List<Double> idfWeights, boolean invert, OutputMode outputMode, boolean padToMaxTokens,
    @Nullable Salt salt, LayerOptions options) implements IndexLookup, Configured<StringLookup>, WithLookup<StringLookup> {
  public StringLookup(Integer maxTokens, int numOovIndices, String maskToken, String oovToken, Words vocabulary, List<Double> idfWeights,
      boolean invert, OutputMode outputMode, boolean padToMaxTokens, Salt salt, LayerOptions options) {
    this.maxTokens = maxTokens;
    this.numOovIndices = numOovIndices;
    this.maskToken = maskToken;
    this.oovToken = oovToken;
    this.vocabulary = vocabulary;
    this.idfWeights = idfWeights == null ? null : List.copyOf(idfWeights);
    this.invert = invert;
    this.outputMode = outputMode;
    this.padToMaxTokens = padToMaxTokens;
    this.salt = salt;
    this.options = options;
    check();
  }

  public StringLookup() {
    this(null, 1, null, "[UNK]", null, null, false, OutputMode.INT, false, null, LayerOptions.of("StringLookup"));
  }

  /** With this vocabulary, in order. */
  public static StringLookup of(String... vocabulary) { return new StringLookup().withVocabulary(vocabulary); }

  /**
   * This with the vocabulary of {@code x}, and for TF_IDF with its weights, one sample a document: Keras's {@code adapt}. Tokens from the
   * most frequent on, those that are as frequent from the last in order on, at most {@link #maxTokens} with the special ones, none of which
   * are counted.
   */
  public StringLookup adapted(Samples x) { return adapted(List.of(x)); }

  /** The same of samples that come in batches. */
  public StringLookup adapted(Iterable<? extends Samples> batches) {
    Tally tally = tally(batches);
    return new StringLookup(maxTokens, numOovIndices, maskToken, oovToken, Words.of(tally.vocabulary()), tally.idfWeights(), invert,
        outputMode, padToMaxTokens, salt, options);
  }

  public StringLookup withMaskToken(String maskToken) { return Settings.with(this, "maskToken", maskToken); }

  public StringLookup withOovToken(String oovToken) { return Settings.with(this, "oovToken", oovToken); }

  public StringLookup withVocabulary(String... vocabulary) { return Settings.with(this, "vocabulary", new Words(vocabulary)); }

  /** {@code vocabulary} with a weight for each, for TF_IDF. */
  public StringLookup withVocabulary(Words vocabulary, List<Double> idfWeights) {
    return new StringLookup(maxTokens, numOovIndices, maskToken, oovToken, vocabulary, idfWeights, invert, OutputMode.TF_IDF,
        padToMaxTokens,
        salt, options);
  }

  /** With the special tokens, in the order of their numbers; of a layer that is inverted, too. */
  public Words getVocabulary() { return Words.of(wholeVocabulary()); }

  @Override public List<String> tokens() { return vocabulary == null ? null : vocabulary.words(); }

  @Override public DType vocabularyType() { return DType.STRING; }

  @Override public NDArray array(List<?> tokens) { return NDArray.of(tokens.toArray(String[]::new)); }

  @Override public Tensor outside(Tensor x) { return Lookups.bucket(x, numOovIndices, salt == null ? null : salt.key()); }
}
