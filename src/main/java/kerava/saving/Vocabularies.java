package kerava.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import kerava.files.Utf8;
import kerava.hdf5.Hdf5Group;
import kerava.tensor.DType;

/**
 * Vocabularies that Keras's layers have learned, which lie in a .keras beside its config:
 * {@code assets/layers/string_lookup/vocabulary.txt}, a token a line, and the weights of tokens in {@code vars/idf_weights} among the
 * model's. They become settings of the layers, as those are that were given. Source: Keras {@code layers/preprocessing/index_lookup.py}
 * load_assets, {@code saving/saving_lib.py}.
 *
 * @param asset the bytes of a member; null: there is none
 * @param weights of the model
 * @param dialect of the file
 */
record Vocabularies(Function<String, byte[]> asset, Supplier<Hdf5Group> weights, Dialect dialect) {
  private static final Set<String> LOOKUPS = Set.of("StringLookup", "IntegerLookup", "TextVectorization");
  /** As Python's splitlines. */
  private static final Pattern LINE = Pattern.compile("\r\n|[\n\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]");
  /** As Python reads lines of a file. */
  private static final Pattern OLDER_LINE = Pattern.compile("\r\n|[\n\r]");

  /** Gives the layers of {@code model}, at {@code path} in the archive, what they have learned. */
  void fill(Map<String, Object> model, String path) {
    Map<String, Integer> counts = new HashMap<>();
    for (Object each : NetworkReader.layers(model)) {
      if (!(each instanceof Map<?, ?> json) || !(json.get("class_name") instanceof String className)) continue;
      String inside = path + "/layers/" + WeightsByClass.path(className, counts);
      if (NetworkReader.isNetwork(className)) fill(Json.object(json), inside);
      else
        if (dialect == Dialect.KERAS_2 && Keras2Learned.needsBoundaries(json))
          learnBins(Json.object((Map<?, ?>) json.get("config")), inside);
        else
          if (LOOKUPS.contains(className) && json.get("config") instanceof Map<?, ?> config && config.get("vocabulary") == null)
            learn(Json.object(config), inside);
    }
  }

  private void learn(Map<String, Object> config, String path) {
    String name = "assets" + path + "/vocabulary.txt";
    byte[] bytes = asset.apply(name);
    if (bytes == null) return;
    boolean older = dialect == Dialect.KERAS_2;
    List<String> lines = new ArrayList<>(Arrays.asList((older ? OLDER_LINE : LINE).split(Utf8.decode(bytes, name), -1)));
    while (!older && !lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) lines.remove(lines.size() - 1);
    config.put("vocabulary", config.containsKey("vocabulary_dtype") ? lines.stream().map(Vocabularies::number).toList() : lines);
    String vars = path.substring(1) + "/vars";
    if (!"tf_idf".equals(config.get("output_mode")) || config.get("idf_weights") != null || !weights.get().hasGroup(vars)) return;
    Hdf5Group group = weights.get().group(vars);
    if (!group.hasDataset("idf_weights")) return;
    List<Object> idf = new ArrayList<>();
    for (double each : group.dataset("idf_weights").array(DType.FLOAT32).doubles()) if (idf.size() < lines.size()) idf.add(each);
    config.put("idf_weights", idf);
  }

  private void learnBins(Map<String, Object> config, String path) {
    String summary = path.substring(1) + "/vars/0";
    if (weights.get().hasDataset(summary)) Keras2Learned.learn(config, weights.get().dataset(summary));
  }

  /** Itself if it is no number, which is refused where it is read. */
  private static Object number(String line) {
    try {
      return Long.valueOf(line.strip());
    } catch (NumberFormatException e) {
      return line;
    }
  }
}
