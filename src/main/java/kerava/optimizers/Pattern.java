package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** One of {@link Patterns}: what it looks for, one way after the other. It steps through a text once, in all places where it may be. */
record Pattern(List<Way> ways) {
  /** Characters in a row. {@code begins}, {@code ends}: it must stand where the text does. */
  record Way(List<Place> places, boolean begins, boolean ends) {
    boolean find(String text) {
      BitSet at = new BitSet();
      for (int i = 0; i <= text.length(); i++) {
        if (i == 0 || !begins) at.set(0);
        for (int k = at.nextSetBit(0); k >= 0 && k < places.size(); k = at.nextSetBit(k + 1)) if (places.get(k).optional) at.set(k + 1);
        if (at.get(places.size()) && (!ends || i == text.length())) return true;
        if (i < text.length()) at = after(at, text.charAt(i));
      }
      return false;
    }

    /** The way that takes a whole text. */
    Way whole() { return new Way(places, true, true); }

    private BitSet after(BitSet before, char c) {
      BitSet after = new BitSet();
      for (int k = before.nextSetBit(0); k >= 0 && k < places.size(); k = before.nextSetBit(k + 1))
        if (places.get(k).characters.test(c)) {
          after.set(k + 1);
          if (places.get(k).repeated) after.set(k);
        }
      return after;
    }
  }

  /** What stands in one place; {@code optional}: or nothing; {@code repeated}: or more of it. */
  record Place(IntPredicate characters, boolean optional, boolean repeated) {}

  static Pattern of(String text) { return new Reader(text).read(); }

  boolean find(String text) { return ways.stream().anyMatch(way -> way.find(text)); }

  /** Whether one of its ways takes all of {@code text}, as Python's {@code re.fullmatch}. */
  boolean matches(String text) { return ways.stream().anyMatch(way -> way.whole().find(text)); }

  /** Reads a pattern from its beginning on. */
  private static final class Reader {
    private static final String COUNTS = "*+?", OTHERS = "(){}";
    private final String text;
    private int at;

    Reader(String text) { this.text = text; }

    Pattern read() {
      List<Way> ways = new ArrayList<>(List.of(way()));
      while (at < text.length()) {
        at++;
        ways.add(way());
      }
      return new Pattern(ways);
    }

    /** Up to the next {@code |}. */
    private Way way() {
      boolean begins = takes('^'), ends = false;
      List<Place> places = new ArrayList<>();
      while (at < text.length() && text.charAt(at) != '|') {
        refuseIf(ends, "$ must stand at its end");
        ends = takes('$');
        if (!ends) places.add(place());
      }
      return new Way(places, begins, ends);
    }

    private Place place() {
      IntPredicate characters = characters();
      int count = at < text.length() ? COUNTS.indexOf(text.charAt(at)) : -1;
      if (count < 0) return new Place(characters, false, false);
      at++;
      refuseIf(at < text.length() && COUNTS.indexOf(text.charAt(at)) >= 0, "one of * + ? must not follow another");
      return new Place(characters, count != COUNTS.indexOf('+'), count != COUNTS.indexOf('?'));
    }

    private IntPredicate characters() {
      char c = text.charAt(at++);
      refuseIf(OTHERS.indexOf(c) >= 0, "groups and braces are not supported; write \\" + c + " for the character, or more patterns");
      refuseIf(COUNTS.indexOf(c) >= 0, "nothing stands before " + c);
      refuseIf(c == '^', "^ must stand at its beginning");
      if (c == '.') return any -> any != '\n';
      if (c == '[') return range();
      return c == '\\' ? escaped() : one -> one == c;
    }

    /** What stands behind a backslash. */
    private IntPredicate escaped() {
      refuseIf(at == text.length(), "a backslash must not end it");
      char c = text.charAt(at++);
      if (c == 'd') return Character::isDigit;
      if (c == 'w') return one -> Character.isLetterOrDigit(one) || one == '_';
      refuseIf(Character.isLetterOrDigit(c), "\\" + c + " is not supported; \\d, \\w and what stands for itself are");
      return one -> one == c;
    }

    /** What stands in brackets. */
    private IntPredicate range() {
      boolean others = takes('^');
      IntPredicate all = one -> false;
      boolean first = true;
      while (first || at < text.length() && text.charAt(at) != ']') {
        first = false;
        refuseIf(at == text.length(), "its [ has no ]");
        IntPredicate before = all, next = part();
        all = one -> before.test(one) || next.test(one);
      }
      refuseIf(!takes(']'), "its [ has no ]");
      return others ? all.negate() : all;
    }

    /** A character in brackets, or from one to another. */
    private IntPredicate part() {
      char from = text.charAt(at++);
      boolean to = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
      refuseIf(from == '[' || to && (from == '\\' || "[\\".indexOf(text.charAt(at + 1)) >= 0),
          "its brackets must not hold [ or ranges of \\");
      if (from == '\\') return escaped();
      if (!to) return one -> one == from;
      char last = text.charAt(at + 1);
      refuseIf(last < from, "the range " + from + "-" + last + " is empty");
      at += 2;
      return one -> one >= from && one <= last;
    }

    private boolean takes(char c) {
      boolean takes = at < text.length() && text.charAt(at) == c;
      if (takes) at++;
      return takes;
    }

    private void refuseIf(boolean wrong, String rule) { require(!wrong, "pattern '%s': %s", text, rule); }
  }
}
