package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import kerava.ops.Lookups;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * Numbers tokens by a table, its {@link #tokens vocabulary}, or gives the tokens of numbers ({@link #invert}). 0 is the mask token if there
 * is one and the numbers themselves are asked for; then come places for what is not in the vocabulary, then the vocabulary. Source: Keras
 * {@code layers/preprocessing/index_lookup.py}.
 */
interface IndexLookup extends UnaryLayer {
  /** The most that the vocabulary and the special tokens are together; null: no limit. */
  Integer maxTokens();

  /** How many places there are for what is not in the vocabulary. */
  int numOovIndices();

  /** Stands for no token; null: none does. */
  Object maskToken();

  /** Stands for what is not in the vocabulary, where numbers become tokens. */
  Object oovToken();

  /** The vocabulary as it was given, with the special tokens in front or without; null: there is none yet. */
  List<?> tokens();

  /** One for each of {@link #tokens}; null unless TF_IDF. */
  List<Double> idfWeights();

  boolean invert();

  OutputMode outputMode();

  /** Whether rows are as long as {@link #maxTokens}, however many tokens there are. */
  boolean padToMaxTokens();

  /** Null: FarmHash64. */
  Salt salt();

  /** Of the tokens. */
  DType vocabularyType();

  /** The tokens as an array of {@link #vocabularyType}. */
  NDArray array(List<?> tokens);

  /** The place of each element, which is in no vocabulary, in 0 .. numOovIndices - 1. */
  Tensor outside(Tensor x);

  /** Refuses settings that do not go together. */
  default void check() {
    String who = className();
    require(maxTokens() == null || maxTokens() > 1, "%s: maxTokens must be more than 1, got %s; leave it out for no limit", who,
        maxTokens());
    require(!padToMaxTokens() || maxTokens() != null, "%s: padToMaxTokens needs maxTokens; set it, or leave out padToMaxTokens", who);
    require(numOovIndices() >= 0, "%s: numOovIndices must be at least 0, got %d; take 1", who, numOovIndices());
    require(!invert() || outputMode() == OutputMode.INT, "%s: inverted it puts out tokens, got outputMode %s; take INT", who, outputMode());
    require(!invert() || oovToken() != null, "%s: inverted it needs an oovToken, got null; give one", who);
    require(idfWeights() == null || outputMode() == OutputMode.TF_IDF, "%s: idfWeights are for outputMode TF_IDF, got %s; leave them out",
        who,
        outputMode());
    if (tokens() != null) checkVocabulary(who);
    else require(idfWeights() == null, "%s: idfWeights are one for each token of a vocabulary, got none; give both", who);
  }

  private void checkVocabulary(String who) {
    require(!tokens().isEmpty(), "%s: the vocabulary must not be empty; give at least one token", who);
    Set<Object> seen = new HashSet<>(), twins = new LinkedHashSet<>();
    for (Object token : learned()) if (!seen.add(token)) twins.add(token);
    require(twins.isEmpty(), "%s: each token stands in the vocabulary once, got %s twice; leave the second out", who,
        Told.of(new ArrayList<>(twins)));
    String front = "; leave the special tokens out, or put exactly " + Told.of(special()) + " in front";
    require(maskToken() == null || !seen.contains(maskToken()), "%s: the mask token '%s' stands within the vocabulary%s", who, maskToken(),
        front);
    require(!invert() || !seen.contains(oovToken()), "%s: the oovToken '%s' stands within the vocabulary%s", who, oovToken(), front);
    require(maxTokens() == null || size() <= maxTokens(), "%s: the vocabulary and the special tokens must be at most maxTokens, %s, got %d",
        who,
        maxTokens(), size());
    require(outputMode() != OutputMode.TF_IDF || idfWeights() != null && idfWeights().size() == tokens().size(),
        "%s: outputMode TF_IDF needs an idf weight for each of %d tokens, got %s; give as many", who, tokens().size(),
        idfWeights() == null ? "none" : idfWeights().size());
  }

  /** What comes before the vocabulary. */
  private List<Object> special() {
    List<Object> special = new ArrayList<>(Collections.nCopies(oovStart(), maskToken()));
    special.addAll(Collections.nCopies(numOovIndices(), oovToken()));
    return special;
  }

  private int oovStart() { return maskToken() != null && outputMode() == OutputMode.INT ? 1 : 0; }

  private int start() { return oovStart() + numOovIndices(); }

  private boolean namesSpecial() { return tokens().size() >= start() && tokens().subList(0, start()).equals(special()); }

  /** The vocabulary without special tokens. */
  default List<?> learned() { return namesSpecial() ? tokens().subList(start(), tokens().size()) : tokens(); }

  /** With the special tokens: what Keras calls the vocabulary. */
  default List<Object> wholeVocabulary() {
    List<Object> whole = special();
    whole.addAll(learned());
    return whole;
  }

  private int size() { return start() + learned().size(); }

  /** The vocabulary by which it works; refuses to do without. */
  private void needVocabulary() {
    require(tokens() != null, inJava("new " + className() + "().adapted(samples)"),
        "%s: has no vocabulary; adapt it to samples, or give it one", className());
  }

  /** What becomes of the numbers. */
  default Encoder encoder() {
    if (outputMode() != OutputMode.INT && !padToMaxTokens()) needVocabulary();
    return new Encoder(className(), outputMode(), outputMode() == OutputMode.INT ? 0 : padToMaxTokens() ? maxTokens() : size());
  }

  @Override default Shape outputShape(Shape x) { return encoder().shape(x); }

  @Override default DType outputType(List<DType> inputs) {
    needVocabulary();
    boolean text = !invert() && vocabularyType().isText();
    require(inputs.get(0).isText() == text, "%s: takes %s, got %s; let the model's Input be of %s", className(),
        text ? "strings" : "numbers",
        inputs.get(0), text ? "string" : "int64");
    return invert() ? vocabularyType() : outputMode() == OutputMode.INT ? DType.INT64 : DType.FLOAT32;
  }

  @Override default boolean takesStrings() { return !invert() && vocabularyType().isText(); }

  @Override default boolean autocast() { return false; }

  @Override default Tensor call(Call c, Tensor x) {
    needVocabulary();
    return invert() ? tokensOf(x.as(DType.INT64)) : encoded(numbersOf(vocabularyType().isText() ? x : x.as(DType.INT64)));
  }

  private NDArray table() { return array(learned()); }

  private NDArray places() {
    long start = start();
    return NDArray.of(LongStream.range(start, start + learned().size()).toArray());
  }

  private Tensor tokensOf(Tensor x) {
    Tensor found = Lookups.find(x, places(), table(), oovToken());
    return maskToken() == null ? found : x.equalTo(0).where(maskToken(), found);
  }

  /** The number of each token, {@link Long#MAX_VALUE} of one that no row counts. */
  default Tensor numbersOf(Tensor x) {
    needVocabulary();
    Tensor found = Lookups.find(x, table(), places(), numOovIndices() == 1 ? (long) oovStart() : -1L);
    Tensor all = maskToken() == null ? found : x.equalTo(maskToken()).where(maskNumber(), found);
    if (numOovIndices() == 0) return Lookups.required(all, all.notEqual(-1L), className() + ": " + OUTSIDE);
    return numOovIndices() == 1 ? all : all.equalTo(-1L).where(outside(x).plus(x.constant((long) oovStart())), all);
  }

  /** The number of the mask token. */
  default long maskNumber() { return outputMode() == OutputMode.INT ? 0L : Long.MAX_VALUE; }

  /** What {@link #outputMode} makes of {@link #numbersOf}. */
  default Tensor encoded(Tensor numbers) {
    if (outputMode() == OutputMode.INT) return numbers;
    OutputMode mode = outputMode() == OutputMode.TF_IDF ? OutputMode.COUNT : outputMode();
    Tensor rows = new Encoder(className(), mode, encoder().depth()).encode(numbers, DType.INT64, null).as(DType.FLOAT32);
    return outputMode() == OutputMode.TF_IDF ? rows.times(rows.constant(idf())) : rows;
  }

  /** Why a token is refused. */
  String OUTSIDE = "with numOovIndices 0 all tokens must be in the vocabulary";

  /** The idf weight of each place; that of places in front is the mean of all, of places behind 0. */
  default float[] idf() {
    float[] all = new float[encoder().depth()];
    int front = namesSpecial() ? 0 : start();
    double mean = idfWeights().stream().flatMapToDouble(DoubleStream::of).average().orElseThrow();
    for (int i = 0; i < front; i++) all[i] = (float) mean;
    for (int i = 0; i < idfWeights().size(); i++) all[front + i] = idfWeights().get(i).floatValue();
    return all;
  }

  @Override default Map<String, NDArray> kept() {
    return idfWeights() == null ? Map.of() : Map.of("idf_weights", NDArray.of(idf()));
  }

  @Override default void check(String who, String name, Samples x) {
    if (invert() || numOovIndices() > 0 || tokens() == null) return;
    Set<Object> known = new HashSet<>(learned());
    if (maskToken() != null) known.add(maskToken());
    for (int i = 0; i < x.count(); i++) {
      List<Object> sample = Tally.sample(x, i, vocabularyType());
      for (int at = 0; at < sample.size(); at++)
        require(known.contains(sample.get(at)),
            "%s: %s goes into a %s, and " + OUTSIDE + ", got '%s' at sample %d, place %d; take numOovIndices 1, or change the data", who,
            name,
            className(), sample.get(at), i, at);
    }
  }

  /** The tokens of a sample that is learned from, from its elements in row-major order. */
  default List<Object> tokensIn(List<Object> sample, Shape shape) { return sample; }

  /** The vocabulary of {@code batches}, and its idf weights; the layer must have none yet. */
  default Tally tally(Iterable<? extends Samples> batches) {
    require(tokens() == null, "%s: cannot be adapted, for its vocabulary was given; leave it out", className());
    Tally tally = new Tally(className(), batches, vocabularyType(), outputMode() == OutputMode.TF_IDF, this::tokensIn);
    return tally.without(maskToken()).without(oovToken()).atMost(maxTokens() == null ? Integer.MAX_VALUE : maxTokens() - start());
  }
}
