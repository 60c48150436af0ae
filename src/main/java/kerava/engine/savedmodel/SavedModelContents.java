package kerava.engine.savedmodel;

import static kerava.FormatException.refuseUnless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import kerava.FormatException;
import kerava.config.Limits;
import kerava.engine.NumberType;
import kerava.files.FileKind;
import kerava.tensor.Shape;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What a SavedModel's folder says of itself, read without running it or loading TensorFlow's libraries.
 *
 * @param tensorFlow the version that wrote it
 * @param operations how often each operation stands in the graph and its functions
 * @param reaching the operations that do more than compute, but for the saver's own
 */
public record SavedModelContents(String tensorFlow, SortedMap<String, Signature> signatures, SortedMap<String, Integer> operations,
    List<Reaching> reaching) {

  /** An operation that touches what is outside the model; {@code place}: its node, and its function if in one. */
  public record Reaching(String operation, SideEffect reach, String place) {
    @Override public String toString() { return operation + " " + reach.text + " (" + place + ")"; }
  }

  static final String TAG = "serve", FILE = "saved_model.pb", VARIABLES = "variables";
  /** TensorFlow's own loader would take them; it has the choice if there are two. */
  private static final List<String> OTHER_FORMS = List.of("saved_model.pbtxt", "saved_model.cpb");
  private static final String NEEDED = "the folder of a SavedModel", INTERNAL = "__saved_model_";
  private static final Set<String> SAVE = Set.of("SaveV2", "MergeV2Checkpoints"), RESTORE = Set.of("RestoreV2"),
      VARIABLE = Set.of("VarHandleOp", "VariableV2", "Variable");

  /** Refuses a folder that is not whole. */
  public static SavedModelContents read(Path folder, Limits limits) {
    refuseUnless(Files.isDirectory(folder) || Files.isRegularFile(folder),
        "%s: no such folder; give the folder of a SavedModel, which holds %s", folder, FILE);
    if (Files.isRegularFile(folder))
      throw FileKind.of(folder, limits).refusal(folder.toString(), NEEDED, "give the folder, or open a model's file as one");
    MetaGraphDef graph = metaGraph(folder, limits);
    SortedMap<String, Integer> operations = new TreeMap<>();
    forEachNode(graph, (function, node) -> operations.merge(FormatException.printable(node.getOp()), 1, Integer::sum));
    boolean variables = !graph.getSaverDef().getRestoreOpName().isEmpty() || operations.keySet().stream().anyMatch(VARIABLE::contains);
    refuseUnless(!variables || Files.isRegularFile(folder.resolve(VARIABLES).resolve("variables.index")),
        "%s: the model has variables, but there is no %s/variables.index with their values; copy the whole folder", folder, VARIABLES);
    return new SavedModelContents(graph.getMetaInfoDef().getTensorflowVersion(), signatures(graph, folder), operations, reaching(graph));
  }

  private static MetaGraphDef metaGraph(Path folder, Limits limits) {
    Path file = folder.resolve(FILE);
    for (String form : OTHER_FORMS)
      refuseUnless(!Files.exists(file) || !Files.exists(folder.resolve(form)),
          "%s: must hold one form of the model, got %s and %s, which may differ; export it again",
          folder, FILE, form);
    refuseUnless(Files.isRegularFile(file), "%s: there is no %s%s", folder, FILE, missing(folder));
    try {
      Limits.check(file.toString(), "bytes of the file", Files.size(file), limits.fileBytes());
      List<MetaGraphDef> all = org.tensorflow.proto.SavedModel.parseFrom(Files.readAllBytes(file)).getMetaGraphsList();
      List<MetaGraphDef> serving =
          all.stream().filter(graph -> Set.copyOf(graph.getMetaInfoDef().getTagsList()).equals(Set.of(TAG))).toList();
      Set<String> tags = new TreeSet<>();
      for (MetaGraphDef graph : all) graph.getMetaInfoDef().getTagsList().forEach(tag -> tags.add(FormatException.printable(tag)));
      refuseUnless(serving.size() <= 1, "%s: one graph must be tagged '%s', got %d of them; export the model again", file, TAG,
          serving.size());
      refuseUnless(serving.size() == 1, "%s: no graph is tagged '%s' alone, got %s; export the model for serving", file, TAG, tags);
      return serving.get(0);
    } catch (IOException e) {
      throw new FormatException(file + ": damaged, or not a SavedModel (" + e.getMessage() + "); export it again", e);
    }
  }

  private static String missing(Path folder) {
    for (String form : OTHER_FORMS)
      if (Files.exists(folder.resolve(form))) return ", only another form of it, " + form + ", which is not supported";
    return "; is it a SavedModel's folder?";
  }

  private static void forEachNode(MetaGraphDef graph, BiConsumer<String, NodeDef> each) {
    graph.getGraphDef().getNodeList().forEach(node -> each.accept("", node));
    graph.getGraphDef().getLibrary().getFunctionList()
        .forEach(function -> function.getNodeDefList().forEach(node -> each.accept(function.getSignature().getName(), node)));
  }

  private static List<Reaching> reaching(MetaGraphDef graph) {
    OperationWalk walk = new OperationWalk(graph.getGraphDef());
    SaverDef saver = graph.getSaverDef();
    Set<OperationWalk.Place> computing = walk.of(computed(graph)), saving = walk.of(List.of(saver.getSaveTensorName())),
        restoring = walk.of(List.of(saver.getRestoreOpName()));
    List<Reaching> found = new ArrayList<>();
    forEachNode(graph, (function, node) -> {
      SideEffect reach = SideEffect.of(node.getOp());
      var place = new OperationWalk.Place(function, node.getName());
      boolean saves = SAVE.contains(node.getOp()) && saving.contains(place) && !restoring.contains(place);
      boolean restores = RESTORE.contains(node.getOp()) && restoring.contains(place);
      if (reach != null && (computing.contains(place) || !saves && !restores))
        found.add(new Reaching(node.getOp(), reach, FormatException.printable(place.toString())));
    });
    return List.copyOf(found);
  }

  /** The tensors and nodes that run when the model is loaded or asked, apart from the saver's. */
  private static List<String> computed(MetaGraphDef graph) {
    List<String> tensors = new ArrayList<>();
    graph.getSignatureDefMap().values().forEach(s -> s.getOutputsMap().values().forEach(output -> tensors.add(output.getName())));
    for (String initializer : List.of("saved_model_main_op", "legacy_init_op"))
      if (graph.containsCollectionDef(initializer))
        tensors.addAll(graph.getCollectionDefOrThrow(initializer).getNodeList().getValueList());
    return tensors;
  }

  private static SortedMap<String, Signature> signatures(MetaGraphDef graph, Path folder) {
    SortedMap<String, Signature> all = new TreeMap<>();
    for (Map.Entry<String, SignatureDef> entry : graph.getSignatureDefMap().entrySet()) {
      SignatureDef signature = entry.getValue();
      if (!entry.getKey().startsWith(INTERNAL))
        all.put(named(entry.getKey(), folder),
            new Signature(entry.getKey(), ports(signature.getInputsMap(), folder), ports(signature.getOutputsMap(), folder)));
    }
    return all;
  }

  private static Map<String, Port> ports(Map<String, TensorInfo> infos, Path folder) {
    Map<String, Port> ports = new TreeMap<>();
    infos.forEach((name, info) -> ports.put(named(name, folder), new Port(info.getName(),
        info.getName().isEmpty() ? "sparse or composite" : NumberType.named(info.getDtype()), shape(info.getTensorShape()))));
    return ports;
  }

  private static Shape shape(TensorShapeProto shape) {
    if (shape.getUnknownRank()) return null;
    return new Shape(
        shape.getDimList().stream().map(dim -> (int) Math.max(Shape.NONE, Math.min(dim.getSize(), Integer.MAX_VALUE))).toList());
  }

  private static String named(String name, Path folder) {
    refuseUnless(FormatException.printable(name).equals(name),
        "%s: the name '%s' has characters that act on a terminal; export it with another", folder,
        FormatException.printable(name));
    return name;
  }
}
