package kerava.models.summary;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text measured in terminal cells and wrapped as Python's rich 15 does it, so that Korean, Chinese and Japanese names line up: two cells a
 * character.
 */
final class CellText {
  enum Side {
    LEFT,
    CENTER,
    RIGHT
  }

  /** East Asian Wide and Fullwidth code points (Unicode's EastAsianWidth.txt), hexadecimal; gaps of unassigned code points are bridged. */
  private static final String WIDE =
      "1100-115f 231a-231b 2329-232a 23e9-23ec 23f0 23f3 25fd-25fe 2614-2615 2630-2637 2648-2653 267f 268a-268f 2693 26a1 26aa-26ab "
          + "26bd-26be 26c4-26c5 26ce 26d4 26ea 26f2-26f3 26f5 26fa 26fd 2705 270a-270b 2728 274c 274e 2753-2755 2757 2795-2797 27b0 27bf "
          + "2b1b-2b1c 2b50 2b55 2e80-3029 3030-303e 3041-3096 309b-3163 3165-3247 3250-a4c6 a960-a97c ac00-d7a3 f900-faff fe10-fe19 "
          + "fe30-fe6b ff01-ff60 ffe0-ffe6 16fe0-16fe3 16ff2-1b2fb 1d300-1d376 1f004 1f0cf 1f18e 1f191-1f19a 1f200-1f320 1f32d-1f335 "
          + "1f337-1f37c 1f37e-1f393 1f3a0-1f3ca 1f3cf-1f3d3 1f3e0-1f3f0 1f3f4 1f3f8-1f3fa 1f400-1f43e 1f440 1f442-1f4fc 1f4ff-1f53d "
          + "1f54b-1f54e 1f550-1f567 1f57a 1f595-1f596 1f5a4 1f5fb-1f64f 1f680-1f6c5 1f6cc 1f6d0-1f6d2 1f6d5-1f6df 1f6eb-1f6ec "
          + "1f6f4-1f6fc 1f7e0-1f7f0 1f90c-1f93a 1f93c-1f945 1f947-1f9ff 1fa70-1faf8 20000-3fffd";
  private static final NavigableMap<Integer, Integer> WIDE_ENDS = new TreeMap<>();
  private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*", Pattern.UNICODE_CHARACTER_CLASS);

  static {
    for (String range : WIDE.split(" ")) {
      String[] ends = range.split("-");
      WIDE_ENDS.put(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16));
    }
  }

  private CellText() {}

  /** Control characters (a model file's names may hold any, escape sequences too) as question marks. */
  static String printable(String text) {
    return text.codePoints().mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c)).collect(joining());
  }

  static int width(String text) { return text.codePoints().map(CellText::width).sum(); }

  private static int width(int c) {
    if (c < 0x300) return 1;
    if (c >= 0x1160 && c <= 0x11FF || c >= 0xD7B0 && c <= 0xD7FF) return 0; // the later parts of a Hangul syllable written letter by letter
    int type = Character.getType(c);
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.COMBINING_SPACING_MARK;
    if (mark || type == Character.FORMAT) return 0;
    var range = WIDE_ENDS.floorEntry(c);
    return range != null && c <= range.getValue() ? 2 : 1;
  }

  /**
   * {@code text} in lines of {@code width} cells, set to a side and filled with spaces; a word too long for a line loses its end to an
   * ellipsis.  A cell without width holds nothing.
   */
  static List<String> cell(String text, int width, Side side) {
    if (width == 0) return List.of("");
    List<String> lines = new ArrayList<>();
    for (String wrapped : wrap(text, width, false)) {
      String line = side == Side.LEFT ? wrapped : wrapped.stripTrailing();
      if (width(line) > width) line = crop(line, width - 1) + "…";
      int fill = width - width(line), left = side == Side.LEFT ? 0 : side == Side.RIGHT ? fill : fill / 2;
      lines.add(" ".repeat(left) + line + " ".repeat(fill - left));
    }
    return lines;
  }

  /** {@code text} broken between words into lines of at most {@code width} cells; a longer word goes on in the next line. */
  static List<String> fold(String text, int width) {
    return wrap(text, width, true).stream().map(line -> width(line) > width ? crop(line, width) : line).toList();
  }

  /** Exactly {@code cells} cells: cut, or filled with spaces. */
  static String fit(String text, int cells) {
    String cut = crop(text, cells);
    return cut + " ".repeat(cells - width(cut));
  }

  private static List<String> wrap(String text, int width, boolean fold) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int to : breaks(text, width, fold)) {
      lines.add(trimmed(text.substring(from, to), width));
      from = to;
    }
    lines.add(trimmed(text.substring(from), width));
    return lines;
  }

  /** Drops spaces at the end that stand beyond {@code width}: counted in characters, not cells, as rich does. */
  private static String trimmed(String line, int width) {
    int excess = line.codePointCount(0, line.length()) - width;
    int spaces = line.length() - line.stripTrailing().length();
    return line.substring(0, line.length() - Math.max(0, Math.min(spaces, excess)));
  }

  private static List<Integer> breaks(String text, int width, boolean fold) {
    List<Integer> breaks = new ArrayList<>();
    int used = 0;
    for (Matcher m = WORD.matcher(text); m.find();) {
      String word = m.group();
      int needed = width(word.stripTrailing());
      int start = m.start();
      if (needed <= width - used) {
        used += width(word);
      } else if (needed > width) {
        List<String> pieces = fold ? chop(word, width) : List.of(word);
        for (String piece : pieces) {
          if (start > 0) breaks.add(start);
          start += piece.length();
          used = width(piece);
        }
      } else if (used > 0 && start > 0) {
        breaks.add(start);
        used = width(word);
      }
    }
    return breaks;
  }

  private static List<String> chop(String word, int width) {
    List<String> pieces = new ArrayList<>();
    int from = 0, used = 0;
    for (int i = 0, c; i < word.length(); i += Character.charCount(c)) {
      c = word.codePointAt(i);
      if (used + width(c) > width) {
        pieces.add(word.substring(from, i));
        from = i;
        used = 0;
      }
      used += width(c);
    }
    if (used > 0) pieces.add(word.substring(from));
    return pieces;
  }

  /** The first {@code cells} cells; half of a wide character is a space. */
  private static String crop(String text, int cells) {
    int used = 0;
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (used + width(c) > cells) return text.substring(0, i) + " ".repeat(cells - used);
      used += width(c);
    }
    return text;
  }
}
