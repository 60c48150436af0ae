package kerava.optimizers;

import java.util.List;
import java.util.stream.Stream;
import kerava.tensor.Shape;

/**
 * What an optimizer keeps for a weight from step to step: its name, its shape, and the first value of every element.
 *
 * @param ofWeight whether it begins as the weight's first values where Keras builds the optimizer before it trains
 * ({@link ScheduleFreeAdamW})
 */
public record Slot(String name, Shape shape, float first, boolean ofWeight) {
  public Slot(String name, Shape shape, float first) { this(name, shape, first, false); }

  /** Slots shaped as {@code weight}, at first 0. */
  public static List<Slot> like(Shape weight, String... names) { return Stream.of(names).map(name -> new Slot(name, weight, 0)).toList(); }

  /** A slot that begins as its weight, of this shape, where Keras builds the optimizer before it trains, else 0. */
  static Slot ofWeight(String name, Shape weight) { return new Slot(name, weight, 0, true); }
}
