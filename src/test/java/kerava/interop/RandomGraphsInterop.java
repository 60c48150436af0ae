package kerava.interop;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import kerava.Eval;
import kerava.Goldens;
import kerava.ops.Einsum;
import kerava.ops.Normalization;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.NDArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;

/** Random formulas, whose branches part and meet again, have Python's values and gradients to the bit ({@code random_graphs.py}). */
class RandomGraphsInterop {
  private static final Map<String, UnaryOperator<Tensor>> UNARY = Map.ofEntries(entry("negative", Tensor::negative),
      entry("abs", Tensor::abs),
      entry("square", Tensor::square), entry("tanh", Tensor::tanh), entry("sigmoid", Tensor::sigmoid), entry("relu", Tensor::relu),
      entry("relu6", Tensor::relu6), entry("elu", Tensor::elu), entry("selu", Tensor::selu), entry("leakyRelu", x -> x.leakyRelu(.125f)),
      entry("softplus", Tensor::softplus), entry("softsign", Tensor::softsign), entry("silu", Tensor::silu), entry("gelu", Tensor::gelu),
      entry("logSigmoid", Tensor::logSigmoid), entry("softmax", Tensor::softmax), entry("logSoftmax", Tensor::logSoftmax),
      entry("clip", x -> x.clip(-.5f, .5f)), entry("half", x -> x.times(.5f)), entry("more", x -> x.add(.75f)),
      entry("less", x -> x.minus(.75f)),
      entry("rest", x -> x.subtractedFrom(1)), entry("third", x -> x.dividedBy(3)), entry("expOfTanh", x -> x.tanh().exp()),
      entry("erf", Tensor::erf),
      entry("rootOfSquare", x -> x.square().add(.5f).sqrt()), entry("logOfSquare", x -> x.square().log1p()),
      entry("centred", x -> x.minus(x.mean(true, -1))), entry("reversed", x -> x.slice(Slice.all(), Slice.every(-1))),
      entry("turned", x -> x.transpose(1, 0).transpose(1, 0)), entry("belowMax", x -> x.minus(x.maxOver(true, -1))),
      entry("layerNormalized", x -> Normalization.layerNormalization(x, null, null, .5f, -1)), entry("softmaxOverRows", x -> x.softmax(0)),
      entry("inDouble", x -> x.cast(DataType.DT_DOUBLE).times(.3).cast(DataType.DT_FLOAT)),
      entry("someRows", x -> x.times(x.take(x.constant(new int[] {0, -1, 0})).mean(false, 0, 1))));
  private static final Map<String, BinaryOperator<Tensor>> BINARY =
      Map.ofEntries(entry("plus", Tensor::plus), entry("minus", Tensor::minus), entry("times", Tensor::times),
          entry("multiply", Tensor::multiply),
          entry("squaredDifference", Tensor::squaredDifference), entry("where", (x, y) -> x.greater(y).where(x, y)),
          entry("overSoftplus", (x, y) -> x.dividedBy(y.softplus().add(1))), entry("scaledByRow", Tensor::times),
          entry("biased", Tensor::add),
          entry("product", Tensor::matmul), entry("einsum", (x, y) -> Einsum.of("ab,cb->ac", x, y)), entry("subtract", Tensor::subtract),
          entry("maximum", Tensor::maximum), entry("minimum", Tensor::minimum),
          entry("concatenate", (x, y) -> Tensor.concatenate(List.of(x, y), 1).slice(Slice.all(), Slice.every(2))),
          entry("stack", (x, y) -> Tensor.stack(List.of(x, y), 1).sumOver(false, 1)), entry("unstack", (x, y) -> {
            List<Tensor> both = Tensor.stack(List.of(x, y), -1).unstack(-1);
            return both.get(0).multiply(both.get(1));
          }));
  private static final Map<String, Integer> SECOND = Map.of("scaledByRow", 2, "biased", 2, "product", 3, "einsum", 3);
  private static final int INPUTS = 4;
  /** The seed of those that the quick comparison goes through each time. */
  private static final int SAME = 1000;
  private static final int COUNT = 250;
  /** At first, and of what differs then: what depends on luck shows in the end. */
  private static final int RUNS = 10, MANY = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Tag("interop")
  @Test void haveTheSameBits() throws IOException {
    agree(SAME, COUNT);
  }

  @Tag("interop-full")
  @Test void manyHaveTheSameBits() throws IOException {
    agree(Python.newSeed(), 10 * COUNT);
  }

  private void agree(long seed, int count) throws IOException {
    List<JsonNode> graphs = Python.lines("random_graphs.py", "--seed", Long.toString(seed), "--count", Integer.toString(count));
    assertEquals(count, graphs.size());
    List<JsonNode> suspect = graphs.stream().filter(graph -> !isEqual(graph, RUNS)).toList();
    List<JsonNode> wrong = again(suspect).stream().filter(this::differs).toList();
    assertTrue(wrong.isEmpty(),
        () -> wrong.size() + " of " + count + " graphs of seed " + seed + " differ; one, made small:\n" + text(small(wrong.get(0))));
  }

  /**
   * Whether one of some runs has one of the results that Python had: a sum of three and more begins with the term whose memory is free
   * first.
   */
  private static boolean isEqual(JsonNode graph, int runs) {
    for (int run = 0; run < runs; run++) {
      List<NDArray> got = values(graph);
      for (JsonNode result : graph.get("results")) if (isEqual(Goldens.arrays(result), got)) return true;
    }
    return false;
  }

  private boolean differs(JsonNode graph) { return !graph.has("skipped") && !isEqual(graph, MANY); }

  private static boolean isEqual(List<NDArray> expected, List<NDArray> got) {
    for (int i = 0; i < expected.size(); i++) if (!Arrays.equals(expected.get(i).values(), got.get(i).values())) return false;
    return true;
  }

  private static List<NDArray> values(JsonNode graph) {
    return Eval.asFunction(Goldens.arrays(graph.get("inputs")), (tape, in) -> {
      List<Tensor> places = new ArrayList<>(in.subList(0, INPUTS).stream().map(Tensor::tanh).toList());
      for (int i = 0; i < graph.get("nodes").size(); i++) {
        JsonNode node = graph.get("nodes").get(i);
        places.add(tape.scope(graph.get("names").get(i).asText(), () -> of(node, places)));
      }
      Tensor y = places.get(places.size() - 1);
      List<Tensor> all = new ArrayList<>(List.of(y)), gradients = tape.gradient(y.times(in.get(INPUTS).tanh()).sum(), in);
      for (int i = 0; i < in.size(); i++) all.add(gradients.get(i) == null ? in.get(i).zerosLike() : gradients.get(i));
      return all;
    });
  }

  private static Tensor of(JsonNode node, List<Tensor> places) {
    String operation = node.get(0).asText();
    Tensor x = places.get(node.get(1).asInt());
    if (UNARY.containsKey(operation)) return UNARY.get(operation).apply(x);
    return BINARY.get(operation).apply(x, places.get(SECOND.containsKey(operation) ? SECOND.get(operation) : node.get(2).asInt()));
  }

  /** The graph with as few nodes as still differ: each in turn is taken out, and its first input stands for it. */
  private JsonNode small(JsonNode graph) {
    JsonNode smallest = graph;
    for (boolean smaller = true; smaller;) {
      JsonNode before = smallest;
      smallest = again(without(before)).stream().filter(this::differs).findFirst().orElse(before);
      smaller = smallest != before;
    }
    return smallest;
  }

  private static List<JsonNode> without(JsonNode graph) {
    List<JsonNode> all = new ArrayList<>();
    for (int gone = 0; gone < graph.get("nodes").size() && graph.get("nodes").size() > 1; gone++) {
      int place = INPUTS + gone, stead = graph.get("nodes").get(gone).get(1).asInt();
      ObjectNode smaller = JSON.createObjectNode().put("rows", graph.get("rows").asInt()).put("columns", graph.get("columns").asInt());
      ArrayNode names = smaller.putArray("names"), nodes = smaller.putArray("nodes");
      for (int i = 0; i < graph.get("nodes").size(); i++) {
        if (i == gone) continue;
        names.add(graph.get("names").get(i));
        ArrayNode node = nodes.addArray().add(graph.get("nodes").get(i).get(0));
        for (int k = 1; k < graph.get("nodes").get(i).size(); k++) {
          int from = graph.get("nodes").get(i).get(k).asInt();
          node.add(from == place ? stead : from > place ? from - 1 : from);
        }
      }
      all.add(smaller);
    }
    return all;
  }

  private List<JsonNode> again(List<JsonNode> graphs) {
    if (graphs.isEmpty()) return List.of();
    try {
      Path file = Files.writeString(folder.resolve("graphs.jsonl"), String.join("\n", graphs.stream().map(JsonNode::toString).toList()));
      return Python.lines("random_graphs.py", "--graphs", file.toString(), "--runs", Integer.toString(MANY));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(JsonNode graph) {
    List<NDArray> expected = Goldens.arrays(graph.get("results").get(0)), got = values(graph);
    StringBuilder differences = new StringBuilder();
    for (int i = 0; i < expected.size(); i++)
      for (int k = 0; k < expected.get(i).values().length; k++)
        if (expected.get(i).values()[k] != got.get(i).values()[k] && differences.length() < 500)
          differences.append(i == 0 ? "value" : "gradient " + (i - 1)).append('[').append(k).append("]: ")
              .append(expected.get(i).values()[k]).append(", here ")
              .append(got.get(i).values()[k]).append('\n');
    return differences + "x, y: (" + graph.get("rows") + ", " + graph.get("columns") + ")\n"
        + String.join("\n", StreamSupport.stream(graph.get("python").spliterator(), false).map(JsonNode::asText).toList());
  }
}
