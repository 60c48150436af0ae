package kerava.notebooks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kerava.random.RandomState;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Dates as people write them, in one of three ways, and as ISO 8601 has them, between a start and a stop. None comes twice. */
record Dates(List<String> told, List<String> written) {
  static final char START = '\t', STOP = '\n';
  /** The letters of what is read and of what is written. */
  static final String READ = " ,.0123456789abcdefghijlmnoprstuvy", WRITTEN = START + "" + STOP + " -0123456789";
  /** The longest of both. */
  static final int TOLD = "september 30, 1984".length(), ISO = "1984-09-30".length();
  private static final int COUNT = 12_000, FIRST = 1950, YEARS = 100, FORMS = 3;
  private static final List<String> MONTHS = List.of("january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december");

  static Dates made() {
    RandomState random = new RandomState(0);
    Dates dates = new Dates(new ArrayList<>(), new ArrayList<>());
    Set<List<Integer>> had = new HashSet<>();
    while (dates.told.size() < COUNT) {
      int year = FIRST + random.randint(YEARS), month = 1 + random.randint(12), day = 1 + random.randint(28), form = random.randint(FORMS);
      if (!had.add(List.of(year, month, day))) continue;
      dates.told.add(told(form, year, month, day));
      dates.written.add(String.format("%04d-%02d-%02d", year, month, day));
    }
    return dates;
  }

  private static String told(int form, int year, int month, int day) {
    String name = MONTHS.get(month - 1);
    return switch (form) {
      case 0 -> day + " " + name + " " + year;
      case 1 -> name + " " + day + ", " + year;
      default -> day + "." + month + "." + year;
    };
  }

  NDArray read() { return oneHot(told, TOLD, READ); }

  /** What the writer has written before each letter. */
  NDArray given() { return oneHot(written.stream().map(date -> START + date).toList(), ISO + 1, WRITTEN); }

  /** What it is to write. */
  NDArray asked() { return oneHot(written.stream().map(date -> date + STOP).toList(), ISO + 1, WRITTEN); }

  /** (texts, steps, letters); a text that is shorter ends in blanks. */
  static NDArray oneHot(List<String> texts, int steps, String letters) {
    int width = letters.length();
    float[] rows = new float[texts.size() * steps * width];
    for (int i = 0; i < texts.size(); i++)
      for (int step = 0; step < steps; step++) {
        char letter = step < texts.get(i).length() ? texts.get(i).charAt(step) : ' ';
        rows[(i * steps + step) * width + letters.indexOf(letter)] = 1;
      }
    return NDArray.of(Shape.of(texts.size(), steps, width), rows);
  }
}
