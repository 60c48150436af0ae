package kerava.ops;

import java.util.List;
import kerava.ops.OpCall.Literal;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * Texts, and the pieces that they are cut into. Nothing here has a gradient. Source: TensorFlow {@code python/ops/string_ops.py},
 * {@code python/ops/ragged/ragged_string_ops.py}, {@code ragged_tensor.py}.
 */
public final class Strings {
  private static final int REPLACEMENT = 0xFFFD;

  private Strings() {}

  /**
   * The pieces of texts, one after the other: those of text i stand at splits[i] .. splits[i + 1] - 1. Shapes: values (pieces,), of any
   * type; splits (texts + 1,), int64.
   */
  public record Pieces(Tensor values, Tensor splits) {
    /** Other values at the same places. */
    public Pieces with(Tensor others) { return new Pieces(others, splits); }

    /**
     * A row for each text, cut to {@code length} pieces, or as long as the longest one if that is null; {@code fill} stands behind the
     * pieces of shorter ones. The values are int64.
     */
    public Tensor rows(long fill, @Nullable Integer length) {
      long known = length == null ? StaticShape.UNKNOWN : length, texts = splits.size(0);
      return values.tape().op("RaggedTensorToTensor").attribute("row_partition_types", new String[] {"ROW_SPLITS"})
          .on(new Literal("shape", new long[] {-1, known}), values, new Literal("default_value", fill), List.of(splits))
          .shaped(texts < 0 ? StaticShape.UNKNOWN : texts - 1, known);
    }
  }

  /** With a to z for A to Z; all other characters stay. */
  public static Tensor lower(Tensor x) { return x.tape().op("StringLower").attribute("encoding", "").on(x).like(x); }

  /** Without what matches {@code pattern}, of RE2. */
  public static Tensor without(Tensor x, String pattern) {
    return x.tape().op("StaticRegexReplace").attribute("pattern", pattern).attribute("rewrite", "").attribute("replace_global", true).on(x)
        .like(x);
  }

  /** What stands between spaces, tabs, line and page breaks. Shape of x: (texts,). */
  public static Pieces words(Tensor x) {
    GradientTape tape = x.tape();
    return tape.names().within("StringSplit", () -> {
      List<Tensor> split = tape.op("StringSplitV2").attribute("maxsplit", -1).all(3, x, new Literal("sep", ""));
      Tensor texts = split.get(0).slice(Slice.all(), Slice.at(0)), places = upTo(Shaping.at(split.get(2), 0));
      Tensor splits = tape.op("LowerBound").attribute("out_type", DataType.DT_INT64).on(texts.expandDims(0), places.expandDims(0));
      return new Pieces(split.get(1), splits.squeeze(0));
    });
  }

  /** Each code point. Shape of x: (texts,). */
  public static Pieces characters(Tensor x) {
    GradientTape tape = x.tape();
    return tape.names().within("UnicodeSplit", () -> {
      OpCall decode =
          replacing(tape.op("UnicodeDecode")).attribute("input_encoding", "UTF-8").attribute("replace_control_characters", false);
      List<Tensor> decoded = decode.all(2, x);
      Tensor points = decoded.get(1), each = upTo(Shaping.at(Shaping.shape(points, DataType.DT_INT64), 0));
      return new Pieces(replacing(tape.op("UnicodeEncode")).attribute("output_encoding", "UTF-8").on(points, each), decoded.get(0));
    });
  }

  private static OpCall replacing(OpCall call) { return call.attribute("errors", "replace").attribute("replacement_char", REPLACEMENT); }

  /** The elements of each row. Shape of x: (texts, pieces). */
  public static Pieces ofRows(Tensor x) {
    Tensor sizes = Shaping.shape(x, DataType.DT_INT64);
    Tensor splits = upTo(Shaping.at(sizes, 0)).times(Shaping.at(sizes, 1));
    return new Pieces(x.reshape(-1), splits.shaped(x.size(0) < 0 ? StaticShape.UNKNOWN : x.size(0) + 1));
  }

  /** Neighbours joined by a space: first those of {@code widths[0]} pieces each, then those of the next width. */
  public static Pieces ngrams(Pieces x, List<Integer> widths) {
    List<Tensor> made = x.values().tape().op("StringNGrams").attribute("separator", " ")
        .attribute("ngram_widths", widths.stream().mapToLong(Integer::longValue).toArray()).attribute("left_pad", "")
        .attribute("right_pad", "").attribute("pad_width", 0).attribute("preserve_short_sequences", false).all(2, x.values(), x.splits());
    return new Pieces(made.get(0), made.get(1).like(x.splits()));
  }

  /** 0, 1, ... up to {@code last}, int64. */
  private static Tensor upTo(Tensor last) {
    return last.tape().op("Range").named("range").on(new Literal("start", 0L), last.plus(last.constant(1L)), new Literal("delta", 1L));
  }
}
