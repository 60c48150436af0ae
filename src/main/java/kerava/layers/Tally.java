package kerava.layers;

import static kerava.KeravaException.require;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import kerava.tensor.DType;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * How often each token stands in samples, and in how many of them. A vocabulary has the tokens from the most frequent on, those that are as
 * frequent from the largest on: strings by their bytes in UTF-8, which is the order of code points. Source: Keras
 * {@code layers/preprocessing/index_lookup.py} update_state, finalize_state.
 */
final class Tally {
  private final String who;
  private final Map<Object, Long> counts = new HashMap<>(), documents = new HashMap<>();
  private final boolean weighed;
  private int samples, most = Integer.MAX_VALUE;

  /**
   * Of all of {@code batches}; {@code weighed}: whether samples are counted too; {@code tokensIn}: the tokens of a sample, from its
   * elements and its shape.
   */
  Tally(String who, Iterable<? extends Samples> batches, DType type, boolean weighed,
      BiFunction<List<Object>, Shape, List<Object>> tokensIn) {
    this.who = who;
    this.weighed = weighed;
    batches.forEach(x -> add(x, type, tokensIn));
    require(samples > 0, "%s: cannot be adapted to no samples; give at least one", who);
  }

  private void add(Samples x, DType type, BiFunction<List<Object>, Shape, List<Object>> tokensIn) {
    require(x.dtype().isText() == type.isText(), "%s: is adapted to samples of %s, got %s; convert the data", who, type, x.dtype());
    require(!weighed || x.sampleShape().rank() <= 1, "%s: idf weights are of samples of shape (n,), got %s; reshape them", who,
        x.sampleShape());
    for (int i = 0; i < x.count(); i++) {
      List<Object> sample = tokensIn.apply(checked(sample(x, i, type), samples++), x.sampleShape());
      sample.forEach(token -> counts.merge(token, 1L, Long::sum));
      new HashSet<>(sample).forEach(token -> documents.merge(token, 1L, Long::sum));
    }
  }

  /** {@code sample}, of which no string has half of a surrogate pair: that is no text in UTF-8. */
  private List<Object> checked(List<Object> sample, int index) {
    for (int at = 0; at < sample.size(); at++)
      require(!(sample.get(at) instanceof String text) || text.codePoints().noneMatch(Tally::isHalf),
          "%s: is adapted to text, got a string with half of a surrogate pair at sample %d, place %d; change the data", who, index, at);
    return sample;
  }

  private static boolean isHalf(int point) { return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE; }

  /** The tokens of a sample, Strings or Longs, in row-major order. */
  static List<Object> sample(Samples x, int index, DType type) {
    int elements = Math.toIntExact(x.sampleShape().elements());
    List<Object> tokens = new ArrayList<>(elements);
    if (type.isText()) {
      String[] sample = new String[elements];
      x.read(index, sample, 0);
      tokens.addAll(Arrays.asList(sample));
    } else {
      long[] sample = new long[elements];
      x.read(index, sample, 0);
      for (long each : sample) tokens.add(each);
    }
    return tokens;
  }

  Tally without(Object token) {
    if (token != null) counts.remove(token);
    return this;
  }

  /** No more than {@code tokens}. */
  Tally atMost(int tokens) {
    require(tokens > 0, "%s: maxTokens must leave room for a token beside the special ones", who);
    most = tokens;
    return this;
  }

  /** Strings or Longs. */
  List<Object> vocabulary() {
    require(!counts.isEmpty(), "%s: the samples hold special tokens alone; give samples with others", who);
    Comparator<Object> order = Comparator.<Object, Long>comparing(counts::get).thenComparing(Tally::compare).reversed();
    return counts.keySet().stream().sorted(order).limit(most).toList();
  }

  private static int compare(Object first, Object second) {
    if (first instanceof Long number) return number.compareTo((Long) second);
    return Arrays.compareUnsigned(((String) first).getBytes(StandardCharsets.UTF_8), ((String) second).getBytes(StandardCharsets.UTF_8));
  }

  /** ln(1 + samples / (1 + samples that hold the token)) for each of {@link #vocabulary}, rounded to float; null: not asked for. */
  List<Double> idfWeights() {
    if (!weighed) return null;
    return vocabulary().stream().map(token -> (double) (float) Math.log(1 + (double) samples / (1 + documents.get(token)))).toList();
  }
}
