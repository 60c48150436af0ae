package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sums of products of tensors whose axes are letters. Equations that are matrix products are written as such, with the letters in brackets
 * as one axis: Keras's own choice of them. Source: Keras {@code backend/tensorflow/numpy.py} einsum.
 */
public final class Einsum {
  /** What is multiplied in place of the operands, and gives what becomes the result. */
  private static final Map<String, String> PRODUCTS = Map.ofEntries(same("ab,bc->ac"), same("abc,cd->abd"), same("abcd,abde->abce"),
      Map.entry("ab,cb->ac", "ab,bc->ac"), Map.entry("abc,dc->abd", "abc,cd->abd"), Map.entry("abcd,abed->abce", "abcd,abde->abce"),
      Map.entry("abcd,acbe->adbe", "abdc,abce->abde"), Map.entry("abcd,adbe->acbe", "abcd,abde->abce"),
      Map.entry("abcd,aecd->acbe", "acbd,acde->acbe"), Map.entry("abcd,aecd->aceb", "acbd,acde->acbe"),
      Map.entry("abc,cde->abde", "abc,c(de)->ab(de)"), Map.entry("abc,dce->abde", "abc,c(de)->ab(de)"),
      Map.entry("abc,dec->abde", "abc,c(de)->ab(de)"), Map.entry("abcd,cde->abe", "ab(cd),(cd)e->abe"),
      Map.entry("abcd,ced->abe", "ab(cd),(cd)e->abe"), Map.entry("abcd,ecd->abe", "ab(cd),(cd)e->abe"),
      Map.entry("abcde,aebf->adbcf", "ab(cd)e,abef->ab(cd)f"), Map.entry("abcde,afce->acdbf", "ac(db)e,acef->ac(db)f"));

  private Einsum() {}

  private static Map.Entry<String, String> same(String equation) { return Map.entry(equation, equation); }

  /** {@code equation}: such as {@code abc,cd->abd}, for one or two operands; an ellipsis stands for any axes. */
  public static Tensor of(String equation, Tensor... operands) {
    if (operands.length < 1 || operands.length > 2)
      throw new IllegalArgumentException("einsum takes 1 or 2 operands, got " + operands.length + "; write a product of more as several");
    String named = named(equation.replace(" ", ""));
    for (Tensor operand : operands) operand.castByItself();
    if (operands.length == 1) return EinsumOp.of(named, operands);
    Tensor x = operands[0], y = operands[1];
    if (named.equals("a,b->ab")) return Products.product(x.expandDims(-1), y.expandDims(0), false, false);
    if (named.equals("ab,b->a")) return Shaping.squeeze(Products.product(x, y.expandDims(-1), false, false), -1);
    String product = PRODUCTS.get(named);
    return product == null || product.contains("(") && !areKnown(named, x, y)
        ? EinsumOp.of(named, operands)
        : product(named, product, x, y);
  }

  /** The equation with its letters named a, b, ... as they come. */
  private static String named(String equation) {
    Map<Integer, Integer> names = new HashMap<>();
    return equation.chars().map(c -> Character.isLetter(c) ? names.computeIfAbsent(c, unseen -> 'a' + names.size()) : c)
        .mapToObj(Character::toString).collect(Collectors.joining());
  }

  /** Whether the sizes of all axes but the batch's are. */
  private static boolean areKnown(String equation, Tensor x, Tensor y) {
    Map<Character, Long> sizes = sizes(equation, x, y);
    return sizes.entrySet().stream().allMatch(size -> size.getKey() == 'a' || size.getValue() >= 0);
  }

  private static Map<Character, Long> sizes(String equation, Tensor x, Tensor y) {
    String[] letters = equation.split("->")[0].split(",");
    Map<Character, Long> sizes = new HashMap<>();
    for (int i = 0; i < letters[1].length(); i++) sizes.put(letters[1].charAt(i), y.size(i));
    for (int i = 0; i < letters[0].length(); i++)
      if (x.size(i) >= 0 || !sizes.containsKey(letters[0].charAt(i))) sizes.put(letters[0].charAt(i), x.size(i));
    return sizes;
  }

  private static Tensor product(String equation, String product, Tensor x, Tensor y) {
    String[] from = equation.split(",|->"), to = product.split(",|->");
    Map<Character, Long> sizes = sizes(equation, x, y);
    Tensor left = merged(x, from[0], to[0], sizes), right = merged(y, from[1], to[1], sizes);
    Tensor result = Products.product(left, right, false, false);
    String whole = to[2].replaceAll("[()]", "");
    if (!whole.equals(to[2])) result = reshaped(result, List.of(whole.split("")), sizes);
    return turned(result, whole, from[2]);
  }

  private static Tensor merged(Tensor x, String from, String to, Map<Character, Long> sizes) {
    Tensor turned = turned(x, from, to.replaceAll("[()]", ""));
    return to.contains("(") ? reshaped(turned, groups(to), sizes) : turned;
  }

  private static List<String> groups(String letters) {
    List<String> groups = new ArrayList<>();
    for (String part : letters.split("[()]")) {
      if (letters.contains("(" + part + ")")) groups.add(part);
      else if (!part.isEmpty()) groups.addAll(Arrays.asList(part.split("")));
    }
    return groups;
  }

  /** The batch's size is left open, and where there is none that of what is merged. */
  private static Tensor reshaped(Tensor x, List<String> groups, Map<Character, Long> sizes) {
    boolean batch = groups.get(0).equals("a");
    return Shaping.reshape(x, groups.stream().mapToLong(group -> (batch ? group.equals("a") : group.length() > 1)
        ? -1
        : group.chars().mapToLong(letter -> sizes.get((char) letter)).reduce(1, (m, n) -> m * n)).toArray());
  }

  private static Tensor turned(Tensor x, String from, String to) {
    return from.equals(to) ? x : Shaping.transpose(x, to.chars().map(from::indexOf).toArray());
  }
}
