package kerava.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kerava.config.Names;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * Cells as one cell of an {@link RNN}: in each step the output of one is the input of the next. States: those of each, one after the other.
 * Source: Keras {@code layers/rnn/stacked_rnn_cells.py}.
 */
public record StackedRNNCells(Cells cells, LayerOptions options) implements CellLayer, Configured<StackedRNNCells> {
  public StackedRNNCells(Cells cells) { this(cells, LayerOptions.of("StackedRNNCells")); }

  public StackedRNNCells(List<? extends Layer> cells) { this(new Cells(cells == null ? null : new ArrayList<>(cells))); }

  public StackedRNNCells(Layer... cells) { this(Arrays.asList(cells)); }

  private Stream<CellLayer> rules() { return cells.layers().stream().map(CellLayer.class::cast); }

  @Override public List<Integer> stateSizes() { return rules().flatMap(cell -> cell.stateSizes().stream()).toList(); }

  @Override public int outputSize() { return ((CellLayer) cells.layers().get(cells.layers().size() - 1)).outputSize(); }

  @Override public int seeds() { return 0; }

  @Override public Map<String, Layer> parts() {
    Map<String, Layer> parts = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Layer cell : cells.layers()) {
      String name = "cells/" + Names.snakeCase(cell.className());
      int earlier = counts.merge(name, 1, Integer::sum) - 1;
      parts.put(earlier == 0 ? name : name + "_" + earlier, cell);
    }
    return parts;
  }

  @Override public List<List<Shape>> partInputs(List<Shape> inputs) {
    List<List<Shape>> all = new ArrayList<>();
    Shape x = inputs.get(0);
    int at = 1;
    for (Layer layer : cells.layers()) {
      CellLayer cell = (CellLayer) layer;
      List<Shape> own = new ArrayList<>(List.of(x));
      own.addAll(inputs.subList(at, at += cell.stateCount()));
      all.add(own);
      x = x.withLast(cell.outputSize());
    }
    return all;
  }

  @Override public CellStep begin(Call c, String name, Supplier<Tensor> x, List<Tensor> states) {
    List<CellStep> parts = new ArrayList<>();
    Supplier<Tensor> input = x;
    int at = 0;
    for (Layer layer : cells.layers()) {
      CellLayer cell = (CellLayer) layer;
      List<Tensor> own = states.subList(at, at += cell.stateCount());
      Call inside = c.of(layer);
      parts.add(cell.begin(inside, inside.name(), input, own));
      input = () -> own.get(0); // as long as the output
    }
    return new CellStep(this, name, c, "", null, List.of(), List.of(), parts);
  }

  @Override public List<Tensor> step(CellStep s, Tensor x, List<Tensor> states) {
    List<Tensor> after = new ArrayList<>();
    Tensor y = x;
    int at = 0;
    for (CellStep each : s.parts()) {
      List<Tensor> own = states.subList(at, at += each.cell().stateCount());
      List<Tensor> made = each.runInScope(y, own);
      y = made.get(0);
      after.addAll(Steps.states(made));
    }
    after.add(0, y);
    return after;
  }
}
