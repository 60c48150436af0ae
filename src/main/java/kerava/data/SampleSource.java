package kerava.data;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.stream.IntStream;
import kerava.tensor.Columns;
import kerava.tensor.Samples;

/** Samples that know how many there are. */
final class SampleSource {
  private final Part x, y, weights;

  /** The columns of a part of each element; {@code names} null: they go in order. */
  private record Part(List<String> names, List<Samples> columns) {
    static Part of(String what, Columns given) {
      if (given == null) return null;
      List<String> names = given.names();
      List<String> called = names != null ? names : IntStream.range(0, given.size()).mapToObj(i -> "column " + i).toList();
      List<Samples> columns = given.inOrder("Dataset.of", what, called);
      require(!columns.isEmpty(), "Dataset.of: %s must have a column, got none", what);
      for (Samples column : columns) require(column != null, "Dataset.of: %s must not be null; give samples", what);
      return new Part(names, columns);
    }

    Values at(int index) { return new Values(names, columns.stream().map(column -> Rows.of(column, index)).toList()); }
  }

  /** {@code y} and {@code weights} null: there are none. */
  SampleSource(Columns x, Columns y, Columns weights) {
    require(x != null, "Dataset.of: x must not be null; give samples");
    require(weights == null || y != null, "Dataset.of: weights must come with y, got them with x alone");
    this.x = Part.of("x", x);
    this.y = Part.of("y", y);
    this.weights = Part.of("weights", weights);
    check("x", this.x);
    check("y", this.y);
    check("weights", this.weights);
  }

  private void check(String what, Part part) {
    if (part == null) return;
    for (Samples column : part.columns())
      require(column.count() == count(), "Dataset.of: all columns must have as many samples, got %d in x and %d in %s", count(),
          column.count(), what);
  }

  int count() { return x.columns().get(0).count(); }

  DatasetPass pass() {
    return new DatasetPass() {
      private int at;

      @Override public Element next() {
        if (at == count()) return null;
        Element next = new Element(x.at(at), y == null ? null : y.at(at), weights == null ? null : weights.at(at));
        at++;
        return next;
      }
    };
  }
}
