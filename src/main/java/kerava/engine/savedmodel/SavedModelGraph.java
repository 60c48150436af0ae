package kerava.engine.savedmodel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.engine.ForwardPass;
import kerava.engine.NativeMemory;
import kerava.engine.NumberType;
import kerava.engine.Tensors;
import kerava.engine.Threads;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.train.Restore;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * A model's forward pass as a graph that stands by itself, with a variable for each weight and the saver that TensorFlow's loaders look
 * for.
 * Source: TensorFlow {@code protobuf/meta_graph.proto}, {@code saver.proto}, {@code variable.proto}, {@code
 * python/saved_model/load_v1_in_v2.py}; Keras {@code export/saved_model.py} for the names.
 */
final class SavedModelGraph implements AutoCloseable {
  static final String SERVING = "serving_default", OUTPUT = "output_";
  private static final String METHOD = "tensorflow/serving/predict", SCOPE_NAME = "[A-Za-z0-9.][A-Za-z0-9_.-]*";

  private final Built model;
  private final Graph graph = NativeMemory.graph();
  private final Ops tf = Ops.create(graph);
  private final List<Stored> stored = new ArrayList<>();
  private final Map<String, Ops> scopes = new HashMap<>();
  private final List<Operand<?>> x = new ArrayList<>();
  private final List<Operand<?>> y = new ArrayList<>();
  private Operand<TString> file, saved;
  private Op save, restore;

  private record Stored(Variable variable, Operand<? extends TType> handle, Operand<? extends TType> value, Op set,
      Operand<? extends TType> read) {}

  SavedModelGraph(Built model) {
    this.model = model;
    model.variables().forEach(this::store);
    GradientTape tape = new GradientTape(tf, "model");
    Map<Variable, Tensor> weights = new HashMap<>();
    stored.forEach(s -> weights.put(s.variable(), tape.of(s.read())));
    List<String> names = inputNames(model);
    for (int i = 0; i < names.size(); i++)
      x.add(tf.withName(SERVING + "_" + names.get(i)).placeholder(NumberType.of(model.inputTypes().get(i)).type(),
          Placeholder.shape(Tensors.shape(model.inputs().get(i)))));
    List<Tensor> outputs = new ForwardPass(tape, model, weights, false, null).of(x.stream().map(tape::of).toList()).outputs();
    outputs.forEach(output -> y.add(tf.withName(OUTPUT + y.size()).identity(output.cast(output.dtype().held()).operand())));
    if (!stored.isEmpty()) saver();
  }

  /**
   * The names that the user gave the inputs, else those that Keras gives the first ones of a program. Keras exports no names that Python's
   * keywords cannot be; such an input gets one of these too.
   */
  static List<String> inputNames(Built model) {
    List<String> names = new ArrayList<>();
    for (String given : model.network().givenInputNames()) {
      boolean word = given != null && given.matches("[A-Za-z_][A-Za-z0-9_]*") && !names.contains(given);
      names.add(word ? given : names.isEmpty() ? "keras_tensor" : "keras_tensor_" + names.size());
    }
    return names;
  }

  private void store(Variable v) {
    Ops layer = scopes.computeIfAbsent(v.layer(), path -> tf.withSubScope(path.matches(SCOPE_NAME) ? path : "layer_" + scopes.size()));
    String name = v.name().matches(SCOPE_NAME) ? v.name() : "weight_" + stored.size();
    var shape = Tensors.shape(v.shape());
    var handle = layer.withName(name).varHandleOp(type(v), shape, VarHandleOp.sharedName(v.path()));
    Operand<? extends TType> value = layer.withName(name + "_value").placeholder(type(v), Placeholder.shape(shape));
    Op set = layer.withName(name + "_assign").assignVariableOp(handle, value);
    stored.add(new Stored(v, handle, value, set, layer.withName(name + "_read").readVariableOp(handle, type(v))));
  }

  private static Class<? extends TType> type(Variable v) { return Tensors.type(v.dtype()); }

  private void saver() {
    file = tf.withName("saver_filename").placeholderWithDefault(tf.constant("model"), org.tensorflow.ndarray.Shape.scalar());
    String[] names = stored.stream().map(s -> s.variable().path()).toArray(String[]::new), whole = new String[names.length];
    Arrays.fill(whole, "");
    Operand<TString> keys = tf.constant(StandardCharsets.UTF_8, names), slices = tf.constant(StandardCharsets.UTF_8, whole);
    save = tf.withName("saver_save").train.save(file, keys, slices,
        stored.stream().<Operand<?>>map(Stored::read).toList());
    saved = tf.withName("saver_saved").withControlDependencies(save).identity(file);
    Restore restored = tf.withName("saver_restore").train.restore(file, keys, slices,
        stored.stream().<Class<? extends TType>>map(s -> type(s.variable())).toList());
    List<Op> assigns = new ArrayList<>();
    for (int i = 0; i < names.length; i++)
      assigns.add(tf.assignVariableOp(stored.get(i).handle(), restored.tensors().get(i).expect(type(stored.get(i).variable()))));
    restore = tf.withName("saver_restored").withControlDependencies(assigns).noOp();
  }

  /** Writes the values of the variables to files whose names begin with {@code prefix}. */
  void save(List<NDArray> weights, String prefix) {
    try (Session session = new Session(graph, Threads.config(model.products()))) {
      for (int i = 0; i < weights.size(); i++) {
        Stored s = stored.get(i);
        try (TType tensor = Tensors.tensor(weights.get(i), Tensors.shape(s.variable().shape()), s.variable().dtype())) {
          session.runner().feed(s.value(), tensor).addTarget(s.set()).run().close();
        }
      }
      try (TString name = TString.scalarOf(prefix)) {
        session.runner().feed(file, name).addTarget(save).run().close();
      }
    }
  }

  /** The tensors that hold the weights' values, in order. */
  List<String> reads() { return stored.stream().map(s -> tensor(s.read())).toList(); }

  SavedModel proto() {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph.toGraphDef());
    meta.getMetaInfoDefBuilder().addTags(SavedModelContents.TAG).setTensorflowVersion(TensorFlow.version());
    SignatureDef.Builder ports = SignatureDef.newBuilder().setMethodName(METHOD);
    for (int i = 0; i < x.size(); i++) ports.putInputs(inputNames(model).get(i), info(x.get(i), model.inputs().get(i)));
    for (int i = 0; i < y.size(); i++) ports.putOutputs(OUTPUT + i, info(y.get(i), model.outputs().get(i)));
    SignatureDef signature = ports.build();
    meta.putSignatureDef(SERVING, signature).putSignatureDef("serve", signature);
    if (!stored.isEmpty()) {
      meta.setSaverDef(SaverDef.newBuilder().setFilenameTensorName(tensor(file)).setSaveTensorName(tensor(saved))
          .setRestoreOpName(restore.op().name()).setVersion(SaverDef.CheckpointFormatVersion.V2));
      meta.putCollectionDef("variables", collection(stored));
      meta.putCollectionDef("trainable_variables", collection(stored.stream().filter(s -> s.variable().trainable()).toList()));
    }
    return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
  }

  private static CollectionDef collection(List<Stored> variables) {
    CollectionDef.Builder all = CollectionDef.newBuilder();
    for (Stored s : variables) {
      VariableDef description = VariableDef.newBuilder().setVariableName(tensor(s.handle())).setInitialValueName(tensor(s.value()))
          .setInitializerName(s.set().op().name()).setSnapshotName(tensor(s.read())).setIsResource(true)
          .setTrainable(s.variable().trainable()).build();
      all.getBytesListBuilder().addValue(description.toByteString());
    }
    return all.build();
  }

  private static TensorInfo info(Operand<?> operand, Shape shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    shape.sizes().forEach(size -> sizes.addDimBuilder().setSize(size));
    return TensorInfo.newBuilder().setName(tensor(operand)).setDtype(operand.asOutput().dataType()).setTensorShape(sizes).build();
  }

  private static String tensor(Operand<?> operand) { return operand.op().name() + ":" + operand.asOutput().index(); }

  @Override public void close() { graph.close(); }
}
