package kerava.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import kerava.config.Limits;
import kerava.engine.savedmodel.SavedModelContents;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** SavedModels: a small one, and how one is described. */
final class Graphs {
  private Graphs() {}

  /** Has what a description looks at: a saver, a signature, an initializer, a function that is called. */
  static byte[] withASaver() {
    MetaGraphDef.Builder graph = MetaGraphDef.newBuilder();
    graph.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion("2.18.1");
    graph.getSaverDefBuilder().setFilenameTensorName("file:0").setSaveTensorName("save:0").setRestoreOpName("restored");
    NodeDef call = node("y", "StatefulPartitionedCall", "x")
        .putAttr("f", AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName("f")).build())
        .build();
    graph.getGraphDefBuilder().addNode(node("x", "Placeholder")).addNode(node("file", "Placeholder"))
        .addNode(node("save", "SaveV2", "file"))
        .addNode(node("read", "RestoreV2", "file")).addNode(node("restored", "NoOp", "^read")).addNode(call);
    FunctionDef.Builder function = FunctionDef.newBuilder().addNodeDef(node("p", "EagerPyFunc"));
    function.getSignatureBuilder().setName("f");
    graph.getGraphDefBuilder().getLibraryBuilder().addFunction(function);
    TensorShapeProto shape = TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(-1)).build();
    TensorInfo.Builder x = TensorInfo.newBuilder().setName("x:0").setDtypeValue(1).setTensorShape(shape);
    graph.putSignatureDef("serving_default",
        SignatureDef.newBuilder().putInputs("x", x.build()).putOutputs("y", x.setName("y:0").build()).build());
    graph.putCollectionDef("saved_model_main_op",
        CollectionDef.newBuilder().setNodeList(CollectionDef.NodeList.newBuilder().addValue("restored")).build());
    return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(graph).build().toByteArray();
  }

  private static NodeDef.Builder node(String name, String operation, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(operation).addAllInput(List.of(inputs));
  }

  static void describe(Path file) {
    try {
      Path folder = file.resolveSibling(file.getFileName() + ".folder"), index = folder.resolve("variables/variables.index");
      Files.createDirectories(index.getParent());
      if (!Files.exists(index)) Files.createFile(index);
      Path graph = Files.copy(file, folder.resolve("saved_model.pb"), StandardCopyOption.REPLACE_EXISTING);
      for (Path made : List.of(folder, index.getParent(), index, graph)) made.toFile().deleteOnExit();
      SavedModelContents.read(folder, Limits.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
