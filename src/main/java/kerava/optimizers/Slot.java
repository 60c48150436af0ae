package kerava.optimizers;

import java.util.List;
import java.util.stream.Stream;
import kerava.tensor.Shape;

/** What an optimizer keeps for a weight from step to step: its name, its shape, and the first value of every element. */
public record Slot(String name, Shape shape, float first) {
  /** Slots shaped as {@code weight}, at first 0. */
  public static List<Slot> like(Shape weight, String... names) { return Stream.of(names).map(name -> new Slot(name, weight, 0)).toList(); }
}
