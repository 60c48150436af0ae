package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** TensorFlow's own op. Source: TensorFlow {@code python/ops/special_math_ops.py}, {@code linalg_grad.py}. */
final class EinsumOp {
  private static final String ELLIPSIS = "...";

  private EinsumOp() {}

  static Tensor of(String equation, Tensor... operands) {
    String whole = equation.contains("->") ? equation : equation + "->" + onceEach(equation);
    return operands[0].scope("einsum", () -> {
      List<Tensor> inputs = Arrays.asList(operands);
      Tensor y = einsum(whole, inputs);
      return Gradients.of(y, inputs,
          flow -> inputs.size() == 1 ? ofOne(whole, inputs.get(0), flow.dy()) : ofTwo(whole, inputs.get(0), inputs.get(1), flow.dy()));
    });
  }

  private static String onceEach(String operands) {
    return operands.chars().filter(c -> Character.isLetter(c) && operands.indexOf(c) == operands.lastIndexOf(c)).sorted()
        .mapToObj(Character::toString).collect(Collectors.joining());
  }

  private static Tensor einsum(String equation, List<Tensor> inputs) {
    return inputs.get(0).tape().op("Einsum").attribute("equation", equation).on(inputs);
  }

  private static List<Tensor> ofOne(String equation, Tensor x, Tensor dy) {
    String[] sides = equation.split("->", -1);
    Tensor shape = x.shape();
    String summed = without(sides[0], sides[1] + ELLIPSIS);
    return List
        .of(summed.isEmpty() ? einsum(sides[1] + "->" + sides[0], List.of(dy)).like(x) : spread(dy, sides[1], sides[0], x, shape, summed));
  }

  private static String without(String letters, String others) {
    return letters.chars().filter(c -> others.indexOf(c) < 0).distinct().mapToObj(Character::toString).collect(Collectors.joining());
  }

  private static List<Tensor> ofTwo(String equation, Tensor x, Tensor y, Tensor dy) {
    String[] letters = equation.split(",|->", -1);
    boolean open = letters[2].contains(ELLIPSIS);
    String ofX = open && !letters[0].contains(ELLIPSIS) ? letters[0] + ELLIPSIS : letters[0];
    String ofY = open && !letters[1].contains(ELLIPSIS) ? letters[1] + ELLIPSIS : letters[1];
    Tensor xShape = x.shape(), yShape = y.shape();
    Tensor dx = by(dy, y, x, xShape, ofX, ofY, letters[2]), dz = by(dy, x, y, yShape, ofY, ofX, letters[2]);
    if (!open) return List.of(dx.like(x), dz.like(y));
    Slice between = between(ofX), ofOther = between(ofY);
    if (x.isStatic() && y.isStatic() && Arrays.equals(part(x, between), part(y, ofOther))) return List.of(dx, dz);
    List<Tensor> axes = x.tape().op("BroadcastGradientArgs").all(2, Slice.of(xShape, between), Slice.of(yShape, ofOther));
    Tensor toX = Reductions.sum(dx, false, Arithmetic.plus(between.begin(), axes.get(0)));
    Tensor ofShape = Shaping.reshape(toX, xShape).like(x);
    return List.of(ofShape, Shaping.reshape(Reductions.sum(dz, false, Arithmetic.plus(ofOther.begin(), axes.get(1))), yShape).like(y));
  }

  /** The axes for which the ellipsis stands. */
  private static Slice between(String letters) {
    int start = letters.indexOf(ELLIPSIS), after = letters.length() - start - ELLIPSIS.length();
    return new Slice(start, after > 0 ? -after : null, 1);
  }

  private static long[] part(Tensor x, Slice slice) {
    return Arrays.copyOfRange(x.sizes(), slice.begin(), slice.end() == null ? x.rank() : x.rank() + slice.end());
  }

  /** The gradient of {@code x} from that of the result and the other operand. */
  private static Tensor by(Tensor dy, Tensor other, Tensor x, Tensor shape, String ofX, String ofOther, String result) {
    String summed = without(ofX, result + ofOther + ".");
    String left = ofX.chars().filter(c -> summed.indexOf(c) < 0).mapToObj(Character::toString).collect(Collectors.joining());
    Tensor reduced = einsum(result + "," + ofOther + "->" + left, List.of(dy, other));
    return summed.isEmpty() ? reduced : spread(reduced, left, ofX, x, shape, summed);
  }

  /** To all that were summed along letters that stand in no other place. */
  private static Tensor spread(Tensor dy, String result, String letters, Tensor x, Tensor shape, String summed) {
    boolean repeated = letters.chars().filter(Character::isLetter).distinct().count() < letters.chars().filter(Character::isLetter).count();
    if (repeated || letters.contains(ELLIPSIS) || !letters.replaceAll("[" + summed + "]", "").equals(result))
      throw new UnsupportedOperationException("the gradient of einsum, where it sums " + summed + " of " + letters + " to " + result
          + ", has not been written; sum with sumOver first, and turn with transpose");
    int[] axes = summed.chars().map(letters::indexOf).toArray();
    x.tape().reserve("Const");
    Object kept = x.isStatic() ? Shaping.literal(StaticShape.reduced(x.sizes(), true, axes)) : Reductions.keptShape(shape, axes, x.rank());
    return Shaping.broadcast(Shaping.reshapedTo(dy, kept), x, shape);
  }
}
