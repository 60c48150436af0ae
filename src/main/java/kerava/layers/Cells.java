package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;

/** Cells that stand on each other, of which the first has the inputs. */
public record Cells(List<Layer> layers) {
  public Cells {
    require(layers != null && !layers.isEmpty(), inJava("take List.of(new LSTMCell(3), new LSTMCell(2)), for example"),
        "StackedRNNCells: there must be a cell, got none");
    layers = new ArrayList<>(layers);
    layers.forEach(cell -> check("StackedRNNCells", cell));
    layers = List.copyOf(layers);
  }

  /** Refuses what is no cell. */
  static void check(String who, Layer cell) {
    require(cell instanceof CellLayer,
        "%s: a cell must be an LSTMCell, a GRUCell, a SimpleRNNCell, StackedRNNCells or an RNNCell of your own, got %s", who,
        cell == null ? null : cell.className());
  }
}
