package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import kerava.layers.TextVectorization.Split;
import kerava.layers.TextVectorization.Standardize;
import kerava.ops.Strings;
import kerava.ops.Strings.Pieces;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * How {@link TextVectorization} cuts texts into tokens: in a graph, and the same here for what is learned before there is one. Null: it
 * does not. Source: Keras {@code layers/preprocessing/text_vectorization.py} _preprocess.
 */
record Tokenizer(Standardize standardize, Split split, Ngrams ngrams) {
  /** For RE2 and for Java alike. */
  private static final String PUNCTUATION = "[!\"#$%&()\\*\\+,-\\./:;<=>?@\\[\\\\\\]^_`{|}~']";
  private static final Pattern STRIPPED = Pattern.compile(PUNCTUATION);
  private static final String SPACES = " \t\n\u000b\f\r";

  /** Whether a text is one token, as it came. */
  boolean isWhole() { return split == null && ngrams == null; }

  /** The shape of the tokens of texts of shape {@code x}, one row a sample. */
  Shape shape(Shape x) {
    if (split != null) {
      require(x.rank() == 1 || x.rank() == 2 && x.last() == 1,
          "TextVectorization: splits samples of shape () or (1,), one text each, got inputs of shape %s; give one text a sample", x);
      return Shape.of(x.size(0), Shape.NONE);
    }
    require(x.rank() == 2, "TextVectorization: without split it takes samples of shape (n,), a token each, got inputs of shape %s; "
        + "reshape them, or let it split", x);
    return ngrams == null ? x : x.withLast(Shape.NONE);
  }

  Tensor standardized(Tensor x) {
    Tensor lower = standardize == null || standardize == Standardize.STRIP_PUNCTUATION ? x : Strings.lower(x);
    return standardize == null || standardize == Standardize.LOWER ? lower : Strings.without(lower, PUNCTUATION);
  }

  /** Of what is {@link #standardized}. */
  Pieces pieces(Tensor x) {
    Tensor texts = split != null && x.rank() == 2 ? x.squeezeLast() : x;
    Pieces all = split == null ? Strings.ofRows(texts) : split == Split.WHITESPACE ? Strings.words(texts) : Strings.characters(texts);
    return ngrams == null ? all : Strings.ngrams(all, ngrams.widths());
  }

  /** The tokens of a sample, which is one string, or several without split. */
  List<Object> tokens(List<Object> sample) {
    List<String> pieces = new ArrayList<>();
    for (Object text : sample) pieces.addAll(split(standardized((String) text)));
    if (ngrams == null) return List.copyOf(pieces);
    List<Object> joined = new ArrayList<>();
    for (int width : ngrams.widths())
      for (int i = 0; i + width <= pieces.size(); i++) joined.add(String.join(" ", pieces.subList(i, i + width)));
    return joined;
  }

  private String standardized(String text) {
    String lower = standardize == null || standardize == Standardize.STRIP_PUNCTUATION ? text : lower(text);
    return standardize == null || standardize == Standardize.LOWER ? lower : STRIPPED.matcher(lower).replaceAll("");
  }

  private static String lower(String text) {
    char[] all = text.toCharArray();
    for (int i = 0; i < all.length; i++) if (all[i] >= 'A' && all[i] <= 'Z') all[i] += 'a' - 'A';
    return new String(all);
  }

  private List<String> split(String text) {
    if (split == null) return List.of(text);
    if (split == Split.CHARACTER) return text.codePoints().mapToObj(Character::toString).toList();
    return Collections.list(new StringTokenizer(text, SPACES)).stream().map(String.class::cast).toList();
  }
}
