package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import kerava.ops.ResultType;
import kerava.ops.Slice;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * What goes into operations of one kind, and what shape and type comes out. Source: Keras {@code ops/operation_utils.py}, and
 * compute_output_spec of each operation.
 *
 * @param arguments what the arguments must be, one letter each: x a tensor, c a number, n one of both or an array, l a list of tensors, k a
 * key
 */
record Form(String arguments, Function<Given, Shape> shape, Function<Given, DType> type) {
  /** Of one tensor, whose shape and type stay. */
  static final Form SAME = new Form("x", Given::shape, Given::type);
  /** The same of numbers with a floating point. */
  static final Form FLOATING = new Form("x", Given::shape, Form::floating);
  /** The same, in which whole numbers become float32. */
  static final Form REAL = new Form("x", Given::shape, given -> ResultType.floating(given.type()));
  /** Truth of each element of one tensor. */
  static final Form TRUTH = new Form("x", Given::shape, given -> DType.BOOL);
  /** Two that broadcast. */
  static final Form BINARY = new Form("nn", Form::broadcast, Form::number);
  static final Form DIVIDED = new Form("nn", Form::broadcast, given -> ResultType.floating(given.arguments().toArray()));
  static final Form COMPARED = new Form("nn", Form::broadcast, given -> DType.BOOL);
  static final Form LOGICAL = new Form("xx", Form::broadcast, given -> DType.BOOL);
  static final Form CHOSEN = new Form("xnn", Form::broadcast, given -> ResultType.of(given.at(1), given.at(2)));
  static final Form PRODUCT = new Form("xx", Form::matmul, given -> floating(given, ResultType.of(given.at(0), given.at(1))));
  /** Over axes, all of them where none are given. */
  static final Form REDUCED = new Form("x", Form::reduced, Given::type);
  static final Form REDUCED_REAL = new Form("x", Form::reduced, given -> ResultType.floating(given.type()));
  static final Form REDUCED_TRUTH = new Form("x", Form::reduced, given -> DType.BOOL);
  static final Form SUMMED = new Form("x", Form::reduced, Form::summed);

  /** Of a tensor to the power of a number. */
  static final Form POWER = new Form("xc", Form::broadcast, Form::powered);
  /** Of one tensor of numbers. */
  static final Form SIGNED = new Form("x", Given::shape, Form::number);
  static final Form ITEM = new Form("xk", OutputShapes::sliced, Given::type);
  static final Form LIST = new Form("l", given -> null, given -> ResultType.of(given.list().toArray()));

  Form with(Function<Given, Shape> other) { return new Form(arguments, other, type); }

  /** Refuses what is no such argument. */
  void check(String name, List<Object> given) {
    require(given.size() == arguments.length(), "%s: takes %d arguments, got %d: %s", name, arguments.length(), given.size(), given);
    for (int i = 0; i < given.size(); i++)
      require(fits(arguments.charAt(i), given.get(i)), "%s: argument %d must be %s, got %s", name, i + 1, told(arguments.charAt(i)),
          given.get(i));
  }

  private static boolean fits(char kind, Object given) {
    boolean tensor = given == Operation.TENSOR, constant = tensor || given instanceof NDArray;
    return switch (kind) {
      case 'x' -> tensor;
      case 'n' -> constant || given instanceof Integer || given instanceof Double;
      case 'c' -> given instanceof Integer || given instanceof Double;
      case 'l' -> given instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(each -> each == Operation.TENSOR);
      default -> given instanceof Integer || given instanceof List<?> list && list.stream().allMatch(each -> each instanceof Slice);
    };
  }

  private static String told(char kind) {
    return switch (kind) {
      case 'x' -> "a tensor";
      case 'n' -> "a tensor, an array or a number";
      case 'c' -> "a number";
      case 'l' -> "a list of tensors";
      default -> "a place or slices";
    };
  }

  private static DType floating(Given given) { return floating(given, given.type()); }

  private static DType floating(Given given, DType type) {
    require(type.isFloating(), "%s: takes numbers with a floating point, got %s; cast it first", given.name(), type);
    return type;
  }

  private static DType number(Given given) {
    DType type = ResultType.of(given.arguments().toArray());
    require(type != DType.BOOL, "%s: takes numbers, got %s; cast it first", given.name(), type);
    return type;
  }

  private static DType powered(Given given) {
    require(given.type() != DType.UINT8, "%s: powers of uint8 are not supported; cast it first", given.name());
    return number(given);
  }

  private static DType summed(Given given) {
    require(given.type() != DType.UINT8, "%s: sums of uint8 are not supported; cast it to int32 first", given.name());
    return given.type() == DType.BOOL ? DType.INT32 : given.type();
  }

  /** Of all tensors, arrays and numbers among the arguments. */
  private static Shape broadcast(Given given) {
    Shape all = Shape.of();
    for (Object each : given.arguments()) all = broadcast(given, all, given.shape(each));
    return all;
  }

  private static Shape broadcast(Given given, Shape x, Shape y) {
    int rank = Math.max(x.rank(), y.rank());
    return new Shape(IntStream.range(0, rank).mapToObj(axis -> {
      int ofX = sizeAt(x, axis - rank + x.rank()), ofY = sizeAt(y, axis - rank + y.rank());
      require(ofX == 1 || ofY == 1 || Shape.alike(ofX, ofY), "%s: shapes must agree, or be 1 where they differ, got %s and %s",
          given.name(), x, y);
      return ofX == 1 || ofX == Shape.NONE && ofY != 1 ? ofY : ofX;
    }).toList());
  }

  private static int sizeAt(Shape shape, int axis) { return axis < 0 ? 1 : shape.size(axis); }

  private static Shape reduced(Given given) {
    Shape x = given.shape();
    int[] axes = given.axes("axis", x.rank());
    boolean keep = given.flag("keepdims");
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      int at = i;
      boolean gone = axes.length == 0 || Arrays.stream(axes).anyMatch(axis -> Math.floorMod(axis, x.rank()) == at);
      if (!gone) sizes.add(x.size(i));
      else if (keep) sizes.add(1);
    }
    return new Shape(sizes);
  }

  private static Shape matmul(Given given) {
    Shape x = given.shape(), y = given.shape(given.at(1));
    require(x.rank() >= 2 && y.rank() >= 2 && Shape.alike(x.size(-1), y.size(-2)),
        "%s: multiplies matrices or stacks of them, the first as wide as the second is high, got shapes %s and %s", given.name(), x, y);
    Shape outer = broadcast(given, x.dropLast().dropLast(), y.dropLast().dropLast());
    return outer.append(x.size(-2)).append(y.size(-1));
  }
}
