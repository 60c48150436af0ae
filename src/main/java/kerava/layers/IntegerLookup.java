package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Lookups;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Numbers whole numbers by a vocabulary, or inverted gives the numbers back. Without a vocabulary it must be {@link #adapted}. 0 is
 * {@code maskToken} if there is one and outputMode is INT; then come {@code numOovIndices} places for what is not in the vocabulary, of
 * which {@code oovMethod} chooses, then the vocabulary. Shapes: x (batch, ...), numbers, floating ones cut; y as {@link OutputMode} says,
 * of INT int64, else float32, as Keras's compute_output_spec says. Source: Keras {@code layers/preprocessing/integer_lookup.py}.
 */
public record IntegerLookup(@Nullable Integer maxTokens, int numOovIndices, @Nullable Long maskToken, Long oovToken,
    @Nullable Wholes vocabulary, @Nullable List<Double> idfWeights, boolean invert, OutputMode outputMode, boolean padToMaxTokens,
    OovMethod oovMethod, @Nullable Salt salt,
    LayerOptions options) implements IndexLookup, Configured<IntegerLookup>, WithLookup<IntegerLookup> {
  public IntegerLookup(Integer maxTokens, int numOovIndices, Long maskToken, Long oovToken, Wholes vocabulary, List<Double> idfWeights,
      boolean invert, OutputMode outputMode, boolean padToMaxTokens, OovMethod oovMethod, Salt salt, LayerOptions options) {
    this.maxTokens = maxTokens;
    this.numOovIndices = numOovIndices;
    this.maskToken = maskToken;
    this.oovToken = oovToken;
    this.vocabulary = vocabulary;
    this.idfWeights = idfWeights == null ? null : List.copyOf(idfWeights);
    this.invert = invert;
    this.outputMode = outputMode;
    this.padToMaxTokens = padToMaxTokens;
    this.oovMethod = oovMethod;
    this.salt = salt;
    this.options = options;
    require(salt == null || oovMethod == OovMethod.FARMHASH,
        "IntegerLookup: a salt is for oovMethod FARMHASH, got %s; take that, or leave it out",
        oovMethod);
    check();
  }

  public IntegerLookup() {
    this(null, 1, null, -1L, null, null, false, OutputMode.INT, false, OovMethod.FLOORMOD, null, LayerOptions.of("IntegerLookup"));
  }

  /** With this vocabulary, in order. */
  public static IntegerLookup of(long... vocabulary) { return new IntegerLookup().withVocabulary(vocabulary); }

  /**
   * This with the vocabulary of {@code x}, and for TF_IDF with its weights, one sample a document: Keras's {@code adapt}. Tokens from the
   * most frequent on, those that are as frequent from the last in order on, at most {@link #maxTokens} with the special ones, none of which
   * are counted.
   */
  public IntegerLookup adapted(Samples x) { return adapted(List.of(x)); }

  /** The same of samples that come in batches. */
  public IntegerLookup adapted(Iterable<? extends Samples> batches) {
    Tally tally = tally(batches);
    return new IntegerLookup(maxTokens, numOovIndices, maskToken, oovToken, Wholes.of(tally.vocabulary()), tally.idfWeights(), invert,
        outputMode, padToMaxTokens, oovMethod, salt, options);
  }

  public IntegerLookup withMaskToken(Long maskToken) { return Settings.with(this, "maskToken", maskToken); }

  public IntegerLookup withOovToken(Long oovToken) { return Settings.with(this, "oovToken", oovToken); }

  public IntegerLookup withVocabulary(long... vocabulary) { return Settings.with(this, "vocabulary", new Wholes(vocabulary)); }

  /** {@code vocabulary} with a weight for each, for TF_IDF. */
  public IntegerLookup withVocabulary(Wholes vocabulary, List<Double> idfWeights) {
    return new IntegerLookup(maxTokens, numOovIndices, maskToken, oovToken, vocabulary, idfWeights, invert, OutputMode.TF_IDF,
        padToMaxTokens,
        oovMethod, salt, options);
  }

  public IntegerLookup withOovMethod(OovMethod oovMethod) { return Settings.with(this, "oovMethod", oovMethod); }

  /** With the special tokens, in the order of their numbers; of a layer that is inverted, too. */
  public Wholes getVocabulary() { return Wholes.of(wholeVocabulary()); }

  @Override public List<Long> tokens() { return vocabulary == null ? null : vocabulary.numbers(); }

  @Override public DType vocabularyType() { return DType.INT64; }

  @Override public NDArray array(List<?> tokens) { return NDArray.of(tokens.stream().mapToLong(each -> (Long) each).toArray()); }

  @Override public Tensor outside(Tensor x) {
    if (oovMethod == OovMethod.FLOORMOD) return Lookups.floorMod(x, numOovIndices);
    return Lookups.bucket(Lookups.asString(x), numOovIndices, salt == null ? null : salt.key());
  }
}
