package kerava.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.layers.Layer;
import kerava.layers.Weight;
import kerava.saving.Inspection.Part;
import kerava.tensor.Shape;

/** The layers of a model as far as they can be told, with those that Kerava does not have. {@code chain}: each is fed by the one before. */
record Outline(ModelReader reader, boolean chain, Stored stored) {
  List<Part> parts(Map<String, Object> model) {
    List<Part> parts = new ArrayList<>();
    Stored.Counter counter = stored.new Counter();
    Shape before = model.get("config") instanceof Map<?, ?> config ? shape(config.get("build_input_shape")) : null;
    List<?> layers = reader.layers();
    for (int i = 0; i < layers.size(); i++) {
      Map<?, ?> json = map(layers.get(i)), config = map(json.get("config"));
      String className = Inspection.text(json.get("class_name")), name = Inspection.text(config.get("name"));
      Layer layer = reader.layer(layers.get(i), i);
      Shape input = input(json, config, chain ? before : null), output = output(layer, input);
      Long found = counter.next(name != null ? name : Inspection.text(json.get("name")), className), params = params(layer, input);
      parts.add(
          new Part(name, className, sizes(output), params != null ? params : "InputLayer".equals(className) ? Long.valueOf(0) : found));
      before = output;
    }
    return parts;
  }

  /** What the file says goes in, or else {@code before}. */
  private Shape input(Map<?, ?> json, Map<?, ?> config, Shape before) {
    for (Object said : new Object[] {config.get("batch_shape"), config.get("batch_input_shape"),
        map(json.get("build_config")).get("input_shape")}) {
      Shape shape = shape(said);
      if (shape != null) return shape;
    }
    return before;
  }

  private Shape shape(Object json) {
    return json instanceof List<?> ? new ObjectReader(new Problems(""), Dialect.KERAS_3).shape(json, "") : null;
  }

  private static Shape output(Layer layer, Shape input) {
    if (layer == null || input == null || input.rank() == 0) return null;
    try {
      return layer.outputShape(input);
    } catch (KeravaException e) {
      return null;
    }
  }

  private static Long params(Layer layer, Shape input) {
    if (layer == null || input == null || input.rank() == 0) return null;
    try {
      return layer.weights(input).stream().map(Weight::shape).mapToLong(Shape::elements).sum();
    } catch (KeravaException e) {
      return null;
    }
  }

  private static List<Integer> sizes(Shape shape) {
    return shape == null ? null : shape.sizes().stream().map(size -> size == Shape.NONE ? null : size).toList();
  }

  private static Map<?, ?> map(Object json) { return json instanceof Map<?, ?> map ? map : Map.of(); }
}
