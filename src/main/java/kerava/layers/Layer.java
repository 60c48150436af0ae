package kerava.layers;

import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kerava.config.Members;
import kerava.initializers.Initializer;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.regularizers.Regularizer;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * A layer is its settings: a record whose components are the keys of Keras's config. It says what shapes it makes of shapes, which weights
 * it needs, and writes its formula on tensors; the model gives it a name, the engine runs it. Most have one input and implement
 * {@link UnaryLayer}. The same object used twice is one layer with one set of weights. All shapes have the batch axis in front. Source:
 * Keras {@code layers/layer.py}.
 */
@Members({
    Activation.class, ActivityRegularization.class, AdaptiveAveragePooling1D.class, AdaptiveAveragePooling2D.class,
    AdaptiveAveragePooling3D.class, AdaptiveMaxPooling1D.class, AdaptiveMaxPooling2D.class, AdaptiveMaxPooling3D.class, Add.class,
    AdditiveAttention.class, AlphaDropout.class, Attention.class, AutoContrast.class, Average.class, AveragePooling1D.class,
    AveragePooling2D.class, AveragePooling3D.class, BatchNormalization.class, Bidirectional.class, CategoryEncoding.class, CenterCrop.class,
    Concatenate.class, Conv1D.class, Conv1DTranspose.class, Conv2D.class, Conv2DTranspose.class, Conv3D.class, Conv3DTranspose.class,
    ConvLSTM1D.class, ConvLSTM2D.class, ConvLSTM3D.class,
    Cropping1D.class, Cropping2D.class, Cropping3D.class, Dense.class, DepthwiseConv1D.class, DepthwiseConv2D.class, Discretization.class,
    Dot.class, Dropout.class, ELU.class, EinsumDense.class, Embedding.class, Flatten.class, GRU.class, GRUCell.class, GaussianDropout.class,
    GaussianNoise.class, GlobalAveragePooling1D.class, GlobalAveragePooling2D.class, GlobalAveragePooling3D.class, GlobalMaxPooling1D.class,
    GlobalMaxPooling2D.class, GlobalMaxPooling3D.class, GroupNormalization.class, GroupedQueryAttention.class, HashedCrossing.class,
    Hashing.class, Identity.class, Input.class, IntegerLookup.class, LSTM.class, LSTMCell.class, LayerNormalization.class, LeakyReLU.class,
    Masking.class, MaxPooling1D.class, MaxPooling2D.class, MaxPooling3D.class, Maximum.class, Minimum.class, MultiHeadAttention.class,
    Multiply.class, Normalization.class, PReLU.class, Permute.class, RMSNormalization.class, RNN.class, RandomBrightness.class,
    RandomColorDegeneration.class, RandomColorJitter.class, RandomContrast.class, RandomCrop.class, RandomErasing.class, RandomFlip.class,
    RandomGaussianBlur.class, RandomGrayscale.class, RandomHue.class, RandomInvert.class, RandomPerspective.class,
    RandomPosterization.class, RandomRotation.class, RandomSaturation.class, RandomSharpness.class, RandomShear.class,
    RandomTranslation.class, RandomZoom.class, ReLU.class, RepeatVector.class, Rescaling.class, Reshape.class, Resizing.class,
    ReversibleEmbedding.class, SeparableConv1D.class, SeparableConv2D.class, SimpleRNN.class, SimpleRNNCell.class, Softmax.class,
    Solarization.class, SpatialDropout1D.class, SpatialDropout2D.class, SpatialDropout3D.class, SpectralNormalization.class,
    StackedRNNCells.class, StringLookup.class, Subtract.class, TextVectorization.class, TimeDistributed.class, UnitNormalization.class,
    UpSampling1D.class, UpSampling2D.class, UpSampling3D.class, ZeroPadding1D.class, ZeroPadding2D.class,
    ZeroPadding3D.class}) public interface Layer {
  /** Name, and whether it is trainable; null: it has no name of the user's, and is. */
  LayerOptions options();

  /** This layer with other options. */
  Layer with(LayerOptions options);

  /** The name the user gave it, or null: it is numbered (dense, dense_1, ...). */
  default String name() { return options() == null ? null : options().name(); }

  /** This layer under a name of the user's. */
  Layer named(String name);

  /** Keras's name of the class. */
  default String className() { return getClass().getSimpleName(); }

  /** The name under which Keras exports the class, which its files have. */
  default String exportedName() { return className(); }

  /** The shapes of the outputs for inputs of these shapes; refuses those that the layer cannot take. */
  List<Shape> outputShapes(List<Shape> inputs);

  /**
   * The type of the outputs for inputs of these types; floating ones have become of the type in which the layer computes before. Refuses
   * types that the layer cannot take; most take float32 alone. Source: Keras {@code dtype_policies/dtype_policy.py} convert_input.
   */
  default DType outputType(List<DType> inputs) { return Types.floating(this, inputs); }

  /** Whether inputs may be strings; most layers take numbers. */
  default boolean takesStrings() {
    return false;
  }

  /** The layer's own weights for inputs of these shapes, in Keras's order; those of {@link #parts} are not among them. */
  default List<Weight> weights(List<Shape> inputs) { return List.of(); }

  /**
   * It gets its weights before it is used, as where a file tells of what shape they are: seeds that Keras draws for them then are drawn
   * now.
   */
  default void build() {}

  /** The one of {@link #parts} that has the weight {@code name} too, which is one for both; null: it is the layer's alone. */
  default Layer ownerOf(String name) {
    return null;
  }

  /**
   * The seed of each of a noise layer's generators; those without a number are drawn when the layer joins a model, after those of the
   * weights.
   */
  default List<Seed> generators() {
    return List.of();
  }

  /** Which of its generators draws while it computes. */
  default int drawing() {
    return 0;
  }

  /** How often that one draws while it computes once for inputs of these shapes. */
  default int draws(List<Shape> inputs) {
    return 1;
  }

  /** Whether its generator draws also when the model does not train; else the draws do not count. */
  default boolean drawsAlways() {
    return false;
  }

  /** Those of its weights' initializers that are no settings: new ones for each layer. */
  default List<Initializer> ownInitializers() {
    return List.of();
  }

  /** How Keras's call takes its inputs. */
  default CallForm callForm() {
    return CallForm.LIST;
  }

  /** Settings that are arguments of Keras's call, not of its constructor, by their names. */
  default Map<String, Boolean> callArguments() {
    return Map.of();
  }

  /** Whether the seeds of its generators are drawn before those of initializers that it makes by itself. */
  default boolean beginsWithGenerators() {
    return false;
  }

  /** Whether its generators draw in training. */
  default boolean isNoisy() {
    return !generators().isEmpty();
  }

  /** What Keras's files have of it by name beside its weights, though a config has it too; it must be the same when it is loaded. */
  default Map<String, NDArray> kept() {
    return Map.of();
  }

  /** The shapes of the states that it keeps from one batch of such inputs for the next, with the batch in front; none: nothing. */
  default List<Shape> statesKept(List<Shape> inputs) {
    return List.of();
  }

  /** The attribute under which Keras's files have its own weights; empty: the layer itself. */
  default String weightsGroup() {
    return "";
  }

  /** The layers that this one is made of, by the names under which Keras's files have them, in order. */
  default Map<String, Layer> parts() {
    return Map.of();
  }

  /** The shapes of the inputs of each of {@link #parts}. */
  default List<List<Shape>> partInputs(List<Shape> inputs) {
    return List.of();
  }

  /** Whether masks of inputs become masks of outputs; else they end at it. Source: Keras {@code layers/layer.py} supports_masking. */
  default boolean supportsMasking() {
    return false;
  }

  /** Which masks of inputs {@link #call} can heed. */
  default MaskRule maskRule() {
    return MaskRule.NONE;
  }

  /**
   * The masks of the outputs that have none after {@link #call}, null for none, from those that the inputs had before it. Source: Keras
   * {@code layers/layer.py} compute_mask.
   */
  default List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    return masks;
  }

  /** Refuses data that come into it as they are given, {@code who} and {@code name} of them for messages. */
  default void check(String who, String name, Samples x) {}

  /** What its outputs add to the loss, for each sample of the batch; null: nothing. */
  default Regularizer activityRegularizer() { return options() == null ? null : options().activityRegularizer(); }

  /** Whether Keras's config of it tells if it is trainable; that of a few classes does not, nor do they take it. */
  default boolean tellsTrainable() {
    return true;
  }

  /** In which types it keeps its weights and computes. */
  default DTypePolicy dtypePolicy() { return options() == null ? DTypePolicy.FLOAT32 : options().dtype(); }

  /**
   * Whether its inputs, and its weights where it stands in a layer of mixed types, are cast for it. Source: Keras {@code layers/layer.py}
   * autocast.
   */
  default boolean autocast() {
    return true;
  }

  /** Its floating inputs are cast to the type in which this one computes before its {@link #call}; null: it takes them as they are. */
  default DTypePolicy inputsAs() { return autocast() ? dtypePolicy() : null; }

  /** Whether {@link Call#weight} gives its weights in the type in which it computes; else as they are kept. */
  default boolean castsWeights() {
    return true;
  }

  /** How often one run of the layer runs {@code part}, one of {@link #parts}. */
  default int runs(Layer part, List<Shape> inputs) {
    return 1;
  }

  /** Whether {@link #call} writes one graph for inputs of any sizes, also where those beyond the batch's are not known while it writes. */
  default boolean writesForAnySize() {
    return true;
  }

  /** Whether Keras makes its {@link #parts}, and draws their seeds, when it is first used, and not when it is constructed. */
  default boolean makesPartsWhenBuilt() {
    return false;
  }

  /** Writes the outputs into the graph. */
  List<Tensor> call(Call c, List<Tensor> inputs);

  /** The output for {@code inputs}, in a model that is being written; of a layer with several the first. */
  default KerasTensor apply(KerasTensor... inputs) { return applyAll(inputs == null ? null : Arrays.asList(inputs)).get(0); }

  /** All outputs for {@code inputs}. */
  default List<KerasTensor> applyAll(List<KerasTensor> inputs) {
    require(inputs != null && inputs.stream().allMatch(Objects::nonNull),
        "%s: an input must not be null; give what a layer's apply returned",
        className());
    return new Application(this, inputs).outputs();
  }
}
