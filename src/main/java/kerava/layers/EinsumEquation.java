package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kerava.tensor.Shape;

/**
 * The axes of what an EinsumDense multiplies, a letter each, and whether dots stand for more axes, before or after them. Source: Keras
 * {@code layers/core/einsum_dense.py} _analyze_einsum_string.
 */
record EinsumEquation(String x, String kernel, String y, boolean dotsBefore, boolean dotsAfter) {
  private static final List<Pattern> FORMS = List.of(Pattern.compile("([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)"),
      Pattern.compile("\\.\\.\\.([a-zA-Z]+),([a-zA-Z]+)->\\.\\.\\.([a-zA-Z]+)"),
      Pattern.compile("([a-zA-Z]{2,})\\.\\.\\.,([a-zA-Z]+)->([a-zA-Z]+)\\.\\.\\."));
  private static final int LONGEST = 100;

  /**
   * Of what it becomes, of the kernel and, if asked for, of the bias; {@code inputs}: the product of the kernel's axes that x alone has.
   */
  record Sizes(Shape output, Shape kernel, Shape bias, int inputs) {}

  static EinsumEquation of(String equation) {
    require(equation != null && equation.length() <= LONGEST, "EinsumDense: the equation must have %d letters at most", LONGEST);
    for (int form = 0; form < FORMS.size(); form++) {
      Matcher found = FORMS.get(form).matcher(equation);
      if (found.matches()) return new EinsumEquation(found.group(1), found.group(2), found.group(3), form == 1, form == 2);
    }
    require(false,
        "EinsumDense: the equation must be of the form X,K->Y, ...X,K->...Y or X...,K->Y... with a letter for each axis, got '%s'; write it so",
        equation);
    return null;
  }

  /** Refuses axes of a bias that are none of the output; null: no bias. */
  void checkBias(String axes) {
    require(axes == null || !axes.isEmpty(), "EinsumDense: biasAxes must name an axis at least; take null for no bias");
    if (axes == null) return;
    for (char axis : axes.toCharArray())
      require(y.indexOf(axis) >= 0, "EinsumDense: axis '%s' of biasAxes is none of the output '%s'; name one of those", axis, y);
  }

  Sizes sizes(Shape given, Shape made, String biasAxes) {
    Shape output = output(given, made);
    int elided = given.rank() - x.length();
    for (int i = 0; i < x.length(); i++) {
      int at = y.indexOf(x.charAt(i)), size = at < 0 ? Shape.NONE : output.size(at + before(elided));
      require(size == Shape.NONE || size == given.size(i + before(elided)),
          "EinsumDense: axis '%s' has %d places in the input %s, and outputShape gives it %d; give it as many", x.charAt(i),
          given.size(i + before(elided)), given, size);
    }
    List<Integer> sizes = new ArrayList<>();
    int inputs = 1;
    for (char axis : kernel.toCharArray()) {
      boolean kept = y.indexOf(axis) >= 0;
      int size = kept ? output.size(y.indexOf(axis) + before(elided)) : ofX(axis, given, elided);
      require(size != Shape.NONE, "EinsumDense: axis '%s' of the kernel must have a known size, got input %s and outputShape %s; give it",
          axis, given, made);
      sizes.add(size);
      if (!kept) inputs = Math.multiplyExact(inputs, size);
    }
    return new Sizes(output, new Shape(sizes), biasAxes == null ? null : bias(output, biasAxes, elided), inputs);
  }

  private int before(int elided) { return dotsBefore ? elided : 0; }

  private int ofX(char axis, Shape given, int elided) {
    require(x.indexOf(axis) >= 0, "EinsumDense: axis '%s' of the kernel is neither one of the input '%s' nor of the output '%s'", axis, x,
        y);
    return given.size(x.indexOf(axis) + before(elided));
  }

  private Shape output(Shape given, Shape made) {
    int elided = given.rank() - x.length();
    require(elided == 0 || elided > 0 && (dotsBefore || dotsAfter), "EinsumDense: the equation has %d axes of the input, got %s",
        x.length(),
        given);
    List<Integer> sizes = new ArrayList<>(made.sizes());
    sizes.add(0, given.size(0));
    // Keras counts three and more such axes in the other order, which its own result does not have.
    if (dotsBefore) sizes.addAll(1, given.sizes().subList(1, Math.max(1, elided)));
    else sizes.addAll(given.sizes().subList(given.rank() - elided, given.rank()));
    require(sizes.size() == y.length() + elided,
        "EinsumDense: outputShape must have a size for each of the axes '%s' but the batch's, got %s", y,
        made);
    for (char axis : y.toCharArray())
      require(x.indexOf(axis) >= 0 || kernel.indexOf(axis) >= 0,
          "EinsumDense: axis '%s' of the output is neither one of the input nor of the kernel",
          axis);
    return new Shape(sizes);
  }

  private Shape bias(Shape output, String axes, int elided) {
    int first = y.length();
    for (char axis : axes.toCharArray()) first = Math.min(first, y.indexOf(axis));
    List<Integer> sizes = new ArrayList<>();
    for (int i = first; i < y.length(); i++) sizes.add(axes.indexOf(y.charAt(i)) >= 0 ? output.size(i + before(elided)) : 1);
    for (int i = 0; i < elided && !dotsBefore; i++) sizes.add(1);
    require(!sizes.contains(Shape.NONE), "EinsumDense: the axes '%s' of the bias must have known sizes, got %s", axes, output);
    return new Shape(sizes);
  }
}
