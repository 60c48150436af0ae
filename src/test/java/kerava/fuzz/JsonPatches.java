package kerava.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kerava.activations.Activations;
import kerava.config.Family;
import kerava.initializers.Initializer;
import kerava.layers.Layer;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.optimizers.Optimizer;

/** Changes to genuine JSON that leave it JSON: other values, parts that stand elsewhere, fall out, or come twice under another key. */
final class JsonPatches {
  private static final int MOST = 10, LARGEST = 200_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> KEYS = List.of("class_name", "config", "module", "registered_name", "name", "layers", "activation",
      "units", "fn", "function", "arguments", "vocabulary", "build_config", "batch_shape", "batch_input_shape", "build_input_shape",
      "dtype",
      "optimizer", "optimizer_config", "loss", "metrics", "compile_config", "keras_version", "learning_rate", "lr", "decay", "trainable",
      "alpha", "negative_slope", "shared_object_id", "axis", "x", "inbound_nodes", "input_layers", "output_layers", "args", "kwargs",
      "keras_history", "training", "mask");
  private static final List<JsonNode> VALUES = Stream.concat(
      Stream.of("null", "true", "0", "1", "-1", "7", "2147483647", "-2147483648", "99999999999999999999", "1e400", "-1e-400", "0.5",
          "1e308", "[]", "[[]]", "[null]", "[null,4]", "[null,null]", "[null,2147483647,2147483647]", "[null,0]", "[4]", "{}",
          "{\"class_name\":3}", "{\"class_name\":\"__lambda__\",\"config\":{\"value\":\"4wEA\"}}",
          "{\"class_name\":\"DTypePolicy\",\"config\":{\"name\":\"float32\"}}", "{\"module\":\"builtins\",\"class_name\":\"eval\"}",
          "{\"class_name\":\"__tensor__\",\"config\":{\"value\":[1],\"dtype\":\"float32\"}}", "[\"a\",0,0]", "[\"block\",1,1]",
          "[\"shared\",2,0]",
          "[[\"shared\",0,0,{}]]"),
      Stream.concat(Stream.of("", "../..", "a/b", "\u0000", "\u001b[2J", "\ud800", "%s%n", "java.lang.Runtime", "Custom>Adam", "function",
          "Sequential", "Functional", "InputLayer", "Lambda", "TFSMLayer", "float16", "/etc/passwd", "http://127.0.0.1/", "keras",
          "x".repeat(2000)), names()).map(JsonPatches::quoted))
      .map(JsonPatches::parsed).toList();

  private JsonPatches() {}

  private static Stream<String> names() {
    Stream<Class<?>> families = Stream.of(Layer.class, Loss.class, Metric.class, Optimizer.class, Initializer.class);
    return Stream.concat(Activations.names().stream(),
        families.flatMap(family -> Family.members(family).keySet().stream()));
  }

  private static String quoted(String text) {
    try {
      return MAPPER.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parsed(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }

  static String apply(String genuine, Program program) {
    JsonNode root = parsed(genuine);
    String changed = genuine;
    for (int i = 0; i < MOST && program.goesOn() && changed.length() < LARGEST; i++) {
      patch(root, program);
      try {
        changed = MAPPER.writeValueAsString(root);
      } catch (JsonProcessingException deeperThanIsWritten) {
        return changed;
      }
    }
    return changed;
  }

  /** A container, and the key or index of one thing in it. */
  private record Place(JsonNode in, String key, int index) {
    JsonNode value() { return key != null ? in.get(key) : in.get(index); }

    void set(JsonNode value) {
      if (key != null) ((ObjectNode) in).set(key, value);
      else((ArrayNode) in).set(index, value);
    }

    void remove() {
      if (key != null) ((ObjectNode) in).remove(key);
      else((ArrayNode) in).remove(index);
    }

    void add(String otherKey, JsonNode value) {
      if (key != null) ((ObjectNode) in).set(otherKey, value);
      else((ArrayNode) in).insert(index, value);
    }
  }

  private static void patch(JsonNode root, Program program) {
    List<Place> places = new ArrayList<>();
    gather(root, places);
    if (places.isEmpty()) return;
    Place place = places.get(program.choice(places.size()));
    switch (program.choice(7)) {
      case 0, 1 -> place.set(VALUES.get(program.choice(VALUES.size())));
      case 2 -> place.remove();
      case 3 -> place.set(places.get(program.choice(places.size())).value().deepCopy());
      case 4 -> place.add(KEYS.get(program.choice(KEYS.size())), VALUES.get(program.choice(VALUES.size())));
      case 5 -> place.add(KEYS.get(program.choice(KEYS.size())), places.get(program.choice(places.size())).value().deepCopy());
      default -> place.set(parsed(quoted(new String(program.take(program.choice(16)), StandardCharsets.ISO_8859_1))));
    }
  }

  private static void gather(JsonNode node, List<Place> places) {
    node.fieldNames().forEachRemaining(key -> places.add(new Place(node, key, 0)));
    if (node.isArray()) for (int i = 0; i < node.size(); i++) places.add(new Place(node, null, i));
    node.forEach(child -> gather(child, places));
  }
}
