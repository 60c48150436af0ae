package kerava.engine.savedmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kerava.ChildJvm;
import kerava.FormatException;
import kerava.config.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** What reaches outside is found wherever it hides; the saver's own operations are told only where something else runs them. */
class SavedModelContentsTest {
  @TempDir Path folder;

  private final MetaGraphDef.Builder graph = MetaGraphDef.newBuilder();

  @BeforeEach void aGraphWithASaver() throws IOException {
    graph.getMetaInfoDefBuilder().addTags("serve");
    node("file", "Placeholder");
    node("save", "SaveV2", "file");
    node("saved", "Identity", "file", "^save");
    node("read", "RestoreV2", "file");
    node("restored", "NoOp", "^read");
    graph.getSaverDefBuilder().setFilenameTensorName("file:0").setSaveTensorName("saved:0").setRestoreOpName("restored");
    Files.createDirectories(folder.resolve("variables"));
    Files.createFile(folder.resolve("variables/variables.index"));
  }

  @Test void theSaverAlone() throws IOException {
    assertEquals(List.of(), reaching());
    assertEquals(Map.of("Placeholder", 1, "SaveV2", 1, "Identity", 1, "RestoreV2", 1, "NoOp", 1), read().operations());
  }

  /** TensorFlow takes the one that it finds first, which need not be what was described. */
  @Test void twoModelsInOneFolder() throws IOException {
    for (String other : List.of("saved_model.pbtxt", "saved_model.cpb")) {
      read();
      Path form = Files.createFile(folder.resolve(other));
      refused(": must hold one form of the model, got saved_model.pb and " + other + ", which may differ");
      Files.delete(form);
    }
    MetaGraphDef one = graph.build();
    byte[] two = SavedModel.newBuilder().addMetaGraphs(one).addMetaGraphs(one).build().toByteArray();
    Files.write(folder.resolve("saved_model.pb"), two);
    String got = assertThrows(FormatException.class, () -> SavedModelContents.read(folder, Limits.DEFAULT)).getMessage();
    assertTrue(got.contains("one graph must be tagged 'serve', got 2 of them"), got);
  }

  @Test void loadingThatWrites() throws IOException {
    node("restored2", "NoOp", "^read", "^save");
    graph.getSaverDefBuilder().setRestoreOpName("restored2");
    assertEquals(List.of("SaveV2 writes files (save)"), reaching());
  }

  @Test void aSignatureThatSavesOrRestores() throws IOException {
    node("y", "Identity", "read", "^save");
    graph.putSignatureDef("serve", signature("y:0"));
    assertEquals(List.of("SaveV2 writes files (save)", "RestoreV2 reads files (read)"), reaching());
  }

  @Test void anInitializerThatSaves() throws IOException {
    node("init", "NoOp", "^save");
    var initializer = CollectionDef.NodeList.newBuilder().addValue("init");
    graph.putCollectionDef("saved_model_main_op", CollectionDef.newBuilder().setNodeList(initializer).build());
    assertEquals(List.of("SaveV2 writes files (save)"), reaching());
  }

  @Test void functionsThatCallFunctions() throws IOException {
    graph.getGraphDefBuilder().getLibraryBuilder()
        .addFunction(function("outer", call("while", "StatelessWhile", "inner")))
        .addFunction(function("inner", NodeDef.newBuilder().setName("p").setOp("EagerPyFunc").build()))
        .addFunction(function("never called", NodeDef.newBuilder().setName("s").setOp("SaveV2").build()));
    graph.getGraphDefBuilder().addNode(call("y", "StatefulPartitionedCall", "outer"));
    assertEquals(List.of("EagerPyFunc runs code outside the graph, or ends the process (p in function inner)",
        "SaveV2 writes files (s in function never called)"), reaching());
  }

  @Test void functionsThatCallEachOther() throws IOException {
    graph.getGraphDefBuilder().getLibraryBuilder().addFunction(function("a", call("x", "PartitionedCall", "b")))
        .addFunction(function("b", call("x", "a", "a")));
    graph.getGraphDefBuilder().addNode(call("y", "PartitionedCall", "a"));
    graph.putSignatureDef("serve", signature("y:0"));
    assertEquals(List.of(), reaching());
  }

  @Test void experimentalNames() throws IOException {
    node("e", "ExperimentalSqlDataset");
    node("n", "ReadFile\u001b[2J");
    node("f", "WriteFile");
    assertEquals(List.of("ExperimentalSqlDataset reads files (e)", "WriteFile writes files (f)"), reaching());
    assertEquals(1, read().operations().get("ReadFile?[2J"));
  }

  @Test void tagsAndNames() throws IOException {
    graph.putSignatureDef("a\u001b[2J", signature("file:0"));
    refused("the name 'a?[2J' has characters that act on a terminal");
    graph.getMetaInfoDefBuilder().addTags("gpu\n");
    refused("no graph is tagged 'serve' alone, got [gpu?, serve]");
  }

  @Test void manyKindsOfPorts() throws IOException {
    SignatureDef.Builder signature = signature("file:0").toBuilder();
    signature.putInputs("text", TensorInfo.newBuilder().setName("t:0").setDtype(DataType.DT_STRING).build());
    signature.putInputs("half", TensorInfo.newBuilder().setName("h:0").setDtype(DataType.DT_HALF).build());
    signature.putInputs("sparse", TensorInfo.newBuilder().setCooSparse(TensorInfo.CooSparse.getDefaultInstance()).build());
    graph.putSignatureDef("s", signature.build()).putSignatureDef("__saved_model_init_op", signature("init"));
    assertEquals("{half=half (), sparse=sparse or composite (), text=string ()}", read().signatures().get("s").inputs().toString());
    assertEquals(1, read().signatures().size());
  }

  @Test void readingLoadsNothingNative() throws IOException {
    graph.putSignatureDef("serve", signature("file:0"));
    read();
    ChildJvm.Outcome outcome = ChildJvm.run(List.of("-Xshare:off", "-Xlog:class+load:stdout"), Child.class, folder.toString());
    assertTrue(outcome.output().contains("signatures: [serve]"),
        outcome.output().lines().filter(l -> !l.contains("[class,load]")).toList()::toString);
    for (String loader : List.of("org.tensorflow.TensorFlow ", "org.tensorflow.Graph ", "org.bytedeco.javacpp.Loader "))
      assertTrue(!outcome.output().contains(" " + loader), "loaded: " + loader);
  }

  static final class Child {
    public static void main(String[] args) {
      System.out.println("\nsignatures: " + SavedModelContents.read(Path.of(args[0]), Limits.DEFAULT).signatures().keySet());
    }
  }

  private void node(String name, String operation, String... inputs) {
    graph.getGraphDefBuilder().addNode(NodeDef.newBuilder().setName(name).setOp(operation).addAllInput(List.of(inputs)));
  }

  private static NodeDef call(String name, String operation, String function) {
    AttrValue value = AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build();
    return NodeDef.newBuilder().setName(name).setOp(operation).putAttr("f", value).build();
  }

  private static FunctionDef function(String name, NodeDef node) {
    return FunctionDef.newBuilder().setSignature(OpDef.newBuilder().setName(name)).addNodeDef(node).build();
  }

  private static SignatureDef signature(String output) {
    return SignatureDef.newBuilder().putOutputs("y", TensorInfo.newBuilder().setName(output).setDtype(DataType.DT_FLOAT).build()).build();
  }

  private SavedModelContents read() throws IOException {
    Files.write(folder.resolve("saved_model.pb"), SavedModel.newBuilder().addMetaGraphs(graph).build().toByteArray());
    return SavedModelContents.read(folder, Limits.DEFAULT);
  }

  private List<String> reaching() throws IOException { return read().reaching().stream().map(Object::toString).toList(); }

  private void refused(String message) {
    String got = assertThrows(FormatException.class, this::read).getMessage();
    assertTrue(got.contains(message), got);
  }
}
