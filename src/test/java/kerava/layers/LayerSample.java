package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kerava.activations.Activations;
import kerava.config.Axes;
import kerava.initializers.HeNormal;
import kerava.initializers.RandomUniform;
import kerava.models.Model;
import kerava.models.Sequential;
import kerava.tensor.Columns;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** A layer, made anew for each use, and the shapes of samples that it takes, one an input. */
record LayerSample(Supplier<Layer> make, List<Shape> xs) {
  /** Those of {@link LayerContractTest}. */
  static final List<LayerSample> ALL = List.of(
      new LayerSample(() -> new Activation("tanh"), Shape.of(3, 4)),
      new LayerSample(() -> new Activation("glu"), Shape.of(3, 6)),
      new LayerSample(() -> new Dense(7, "relu"), Shape.of(5)),
      new LayerSample(() -> new Dense(1), Shape.of(5)),
      new LayerSample(() -> new Dense(16, "sigmoid"), Shape.of(32)),
      new LayerSample(() -> new Dense(4, "softmax").withUseBias(false), Shape.of(2, 5)),
      new LayerSample(() -> new Dense(1, "tanh").withBiasInitializer(new RandomUniform(1, 2, 3)), Shape.of(2, 3, 5)),
      new LayerSample(() -> new Dense(6, "glu").withKernelInitializer(new HeNormal(7)), Shape.of(4)),
      new LayerSample(() -> new BatchNormalization(), Shape.of(5)),
      new LayerSample(() -> new BatchNormalization(), Shape.of(16)),
      new LayerSample(() -> new BatchNormalization().withScale(false), Shape.of(2, 3, 4)),
      new LayerSample(() -> new BatchNormalization().withCenter(false).withMomentum(0.5), Shape.of(3, 4)),
      new LayerSample(() -> new BatchNormalization().withCenter(false).withScale(false), Shape.of(4)),
      new LayerSample(() -> new BatchNormalization().withAxis(1), Shape.of(3, 4)),
      new LayerSample(() -> new BatchNormalization().withAxis(-2).withEpsilon(0.1), Shape.of(2, 3, 4)),
      new LayerSample(() -> new Dropout(0.3), Shape.of(5)),
      new LayerSample(() -> new Dropout(0.2).withSeed(3), Shape.of(3, 4)),
      new LayerSample(() -> new Dropout(0.25).withNoiseShape(Shape.of(Shape.NONE, 1, 4)), Shape.of(3, 4)),
      new LayerSample(() -> new Dropout(0), Shape.of(5)),
      new LayerSample(() -> new LeakyReLU(), Shape.of(5)),
      new LayerSample(() -> new LeakyReLU(0.05), Shape.of(2, 3, 4)),
      new LayerSample(() -> new Flatten(), Shape.of(2, 3, 4)),
      new LayerSample(() -> new Flatten(), Shape.of(5)),
      new LayerSample(() -> new Sequential(new Dense(7, "relu"), new Dropout(0.2), new BatchNormalization()).layer(), Shape.of(5)),
      new LayerSample(
          () -> new Sequential(new Input(3, 4), new Flatten(), new Sequential(new Dense(3), new LeakyReLU(0.1)).layer()).layer(),
          Shape.of(3, 4)),
      new LayerSample(Add::new, Shape.of(3, 4), Shape.of(3, 4), Shape.of(3, 4)),
      new LayerSample(Add::new, Shape.of(3, 4), Shape.of(1, 4)),
      new LayerSample(Subtract::new, Shape.of(5), Shape.of(5)),
      new LayerSample(Multiply::new, Shape.of(3, 4), Shape.of(3, 1), Shape.of(3, 4)),
      new LayerSample(Average::new, Shape.of(5), Shape.of(5), Shape.of(5)),
      new LayerSample(Average::new, Shape.of(5)),
      new LayerSample(Maximum::new, Shape.of(3, 4), Shape.of(3, 4), Shape.of(1, 4)),
      new LayerSample(Minimum::new, Shape.of(5), Shape.of(5)),
      new LayerSample(Concatenate::new, Shape.of(5), Shape.of(2), Shape.of(7)),
      new LayerSample(() -> new Concatenate(1), Shape.of(2, 4), Shape.of(3, 4)),
      new LayerSample(() -> new Conv2D(4, 3), Shape.of(5, 7, 3)),
      new LayerSample(() -> new Conv2D(3, new Pair(2, 3), Activations.TANH).withStrides(new Pair(2, 1)).withPadding(Padding.SAME),
          Shape.of(5, 8, 2)),
      new LayerSample(() -> new Conv2D(4, 2).withDilationRate(new Pair(2, 3)).withUseBias(false), Shape.of(5, 7, 3)),
      new LayerSample(() -> new Conv2D(6, new Pair(3, 1), Activations.GLU).withPadding(Padding.SAME), Shape.of(4, 6, 1)),
      new LayerSample(() -> new Conv2D(4, 3, "relu").withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 5, 7)),
      new LayerSample(() -> new Conv2D(6, new Pair(3, 2)).withGroups(2), Shape.of(5, 7, 4)),
      new LayerSample(() -> new Conv1D(4, 2).withGroups(4).withDataFormat(DataFormat.CHANNELS_FIRST).withUseBias(false), Shape.of(4, 5)),
      new LayerSample(() -> new Conv3D(3, new Triple(2, 1, 3)).withGroups(3).withDataFormat(DataFormat.CHANNELS_FIRST),
          Shape.of(3, 2, 4, 5)),
      new LayerSample(() -> new MaxPooling2D(2), Shape.of(5, 7, 3)),
      new LayerSample(() -> new MaxPooling2D(new Pair(3, 2)).withStrides(new Pair(1, 3)).withPadding(Padding.SAME), Shape.of(5, 8, 2)),
      new LayerSample(() -> new MaxPooling2D(2).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 5, 7)),
      new LayerSample(() -> new AveragePooling2D(2), Shape.of(5, 7, 3)),
      new LayerSample(() -> new AveragePooling2D(new Pair(2, 3)).withStrides(new Pair(1, 2)).withPadding(Padding.SAME), Shape.of(5, 8, 2)),
      new LayerSample(() -> new GlobalAveragePooling2D(), Shape.of(4, 5, 3)),
      new LayerSample(() -> new GlobalAveragePooling2D().withDataFormat(DataFormat.CHANNELS_FIRST).withKeepdims(true), Shape.of(3, 4, 5)),
      new LayerSample(() -> new GlobalMaxPooling2D(), Shape.of(4, 5, 3)),
      new LayerSample(() -> new GlobalMaxPooling2D().withKeepdims(true), Shape.of(4, 5, 3)),
      new LayerSample(() -> new LayerNormalization(), Shape.of(5)),
      new LayerSample(() -> new LayerNormalization().withAxis(1).withScale(false), Shape.of(3, 4)),
      new LayerSample(() -> new LayerNormalization().withAxis(-1, 1).withEpsilon(0.1), Shape.of(2, 3, 4)),
      new LayerSample(() -> new LayerNormalization().withCenter(false).withScale(false), Shape.of(3, 4)),
      new LayerSample(() -> new Dot(1), Shape.of(5), Shape.of(5)),
      new LayerSample(() -> new Dot(new Axes(-1, 1)).withNormalize(true), Shape.of(2, 4), Shape.of(4, 3)),
      new LayerSample(() -> new Dot(new Axes(1, -1)), Shape.of(4), Shape.of(2, 3, 4)),
      new LayerSample(() -> new Reshape(-1, 2), Shape.of(3, 4)),
      new LayerSample(() -> new Reshape(3, 2), Shape.of(6)),
      new LayerSample(() -> new Permute(3, 1, 2), Shape.of(2, 3, 4)),
      new LayerSample(() -> new ZeroPadding2D(), Shape.of(2, 3, 4)),
      new LayerSample(() -> new ZeroPadding2D(new Margins(0, 1, 2, 3)).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 3, 4)),
      new LayerSample(() -> new UpSampling2D(new Pair(2, 3)), Shape.of(2, 3, 4)),
      new LayerSample(() -> new UpSampling2D(new Pair(2, 3)).withInterpolation(Interpolation.BICUBIC), Shape.of(2, 3, 4)),
      new LayerSample(() -> new UpSampling2D().withInterpolation(Interpolation.LANCZOS3).withDataFormat(DataFormat.CHANNELS_FIRST),
          Shape.of(2, 3, 4)),
      new LayerSample(() -> new UpSampling2D().withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 3, 4)),
      new LayerSample(() -> new RandomFlip(RandomFlip.Mode.HORIZONTAL), Shape.of(2, 3, 4)),
      new LayerSample(() -> new RandomBrightness(0.2).withValueRange(new Between(-3, 3)), Shape.of(2, 3, 4)),
      new LayerSample(() -> new RandomContrast(0.3).withValueRange(new Between(-3, 3)), Shape.of(2, 3, 4)),
      new LayerSample(() -> new RandomTranslation(0.4, 0.3), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomZoom(0.4).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 3, 4)),
      new LayerSample(() -> new RandomRotation(0.4).withFillMode(FillMode.CONSTANT), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomShear(0.4, 0.2), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomPerspective(1, 0.5), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomCrop(4, 3), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomInvert().withValueRange(new Between(-3, 3)), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomGrayscale(), Shape.of(4, 2, 3)),
      new LayerSample(() -> new RandomColorDegeneration(0.4).withValueRange(new Between(-3, 3)), Shape.of(4, 2, 3)),
      new LayerSample(() -> new RandomHue(0.4).withValueRange(new Between(-3, 3)), Shape.of(4, 2, 3)),
      new LayerSample(() -> new RandomSaturation(0.4).withValueRange(new Between(-3, 3)), Shape.of(4, 2, 3)),
      new LayerSample(() -> new RandomColorJitter().withValueRange(new Between(-3, 3)).withBrightnessFactor(Factor.of(0.2))
          .withContrastFactor(Factor.of(0.2)), Shape.of(4, 2, 3)),
      new LayerSample(() -> new RandomSharpness(0.4).withValueRange(new Between(-3, 3)), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomPosterization(4).withValueRange(new Between(-3, 3)), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomGaussianBlur().withValueRange(new Between(-3, 3)), Shape.of(4, 3, 2)),
      new LayerSample(() -> new RandomErasing().withValueRange(new Between(-3, 3)), Shape.of(4, 3, 2)),
      new LayerSample(() -> new Solarization(0.2, 0.5).withValueRange(new Between(-3, 3)), Shape.of(4, 3, 2)),
      new LayerSample(() -> new AutoContrast().withValueRange(new Between(-3, 3)), Shape.of(4, 3, 2)),
      new LayerSample(() -> new SpectralNormalization(new Dense(3, "tanh")), Shape.of(4)),
      new LayerSample(() -> new EinsumDense("abc,cd->abd", 4, 5).withBiasAxes("d"), Shape.of(4, 3)),
      new LayerSample(() -> new EinsumDense("ab...,bc->ac...", 4).withBiasAxes("c"), Shape.of(3, 2)),
      new LayerSample(() -> new ReLU(), Shape.of(5)),
      new LayerSample(() -> new ReLU().withMaxValue(1.5).withNegativeSlope(0.1).withThreshold(0.25), Shape.of(3, 4)),
      new LayerSample(() -> new ReLU().withMaxValue(6.), Shape.of(5)),
      new LayerSample(() -> new Softmax(), Shape.of(5)),
      new LayerSample(() -> new Softmax(1), Shape.of(3, 4)),
      new LayerSample(() -> new Embedding(7, 3), Shape.of(4)),
      new LayerSample(() -> new Embedding(2, 5).withMaskZero(true).withEmbeddingsInitializer(new HeNormal(7)), Shape.of(2, 3)),
      new LayerSample(() -> new LSTM(3), Shape.of(4, 2)),
      new LayerSample(() -> new LSTM(2).withReturnSequences(true).withGoBackwards(true).withUseBias(false), Shape.of(3, 5)),
      new LayerSample(() -> new LSTM(2).withUnroll(true).withReturnState(true), Shape.of(3, 5), Shape.of(2), Shape.of(2)),
      new LayerSample(() -> new LSTM(2).withDropout(0.2).withRecurrentDropout(0.3), Shape.of(3, 5)),
      new LayerSample(() -> new ConvLSTM1D(3, 2), Shape.of(3, 5, 2)),
      new LayerSample(() -> new ConvLSTM1D(2, 3).withDilationRate(2).withReturnSequences(true).withDataFormat(DataFormat.CHANNELS_FIRST),
          Shape.of(3, 2, 6)),
      new LayerSample(() -> new ConvLSTM2D(2, new Pair(2, 3)).withStrides(new Pair(2, 1)).withPadding(Padding.SAME).withUseBias(false)
          .withReturnState(true), Shape.of(3, 4, 3, 2), Shape.of(2, 3, 2), Shape.of(2, 3, 2)),
      new LayerSample(() -> new ConvLSTM2D(2, 2).withDropout(0.2).withRecurrentDropout(0.3).withGoBackwards(true), Shape.of(2, 3, 4, 2)),
      new LayerSample(() -> new ConvLSTM3D(2, 2).withUnroll(true), Shape.of(2, 3, 2, 3, 2)),
      new LayerSample(() -> new GRU(3), Shape.of(4, 2)),
      new LayerSample(() -> new GRU(2).withRecurrentDropout(0.3).withResetAfter(false), Shape.of(3, 5)),
      new LayerSample(() -> new GRU(2).withResetAfter(false).withReturnSequences(true), Shape.of(3, 5), Shape.of(2)),
      new LayerSample(() -> new SimpleRNN(3), Shape.of(4, 2)),
      new LayerSample(() -> new SimpleRNN(2).withUnroll(true).withReturnSequences(true), Shape.of(3, 5)),
      new LayerSample(() -> new RNN(new LSTMCell(3)), Shape.of(4, 2)),
      new LayerSample(() -> new RNN(List.of(new GRUCell(3), new SimpleRNNCell(2), new GRUCell(4))).withReturnSequences(true),
          Shape.of(3, 5)),
      new LayerSample(() -> new LSTMCell(3), Shape.of(2)),
      new LayerSample(() -> new GRUCell(2).withUseBias(false), Shape.of(5)),
      new LayerSample(() -> new SimpleRNNCell(3), Shape.of(2)),
      new LayerSample(() -> new StackedRNNCells(new LSTMCell(3), new GRUCell(2)), Shape.of(4)),
      new LayerSample(() -> new TimeDistributed(new Dense(3, "relu")), Shape.of(4, 2)),
      new LayerSample(() -> new TimeDistributed(new Sequential(new Flatten(), new Dense(3), new Dropout(0.2)).layer()), Shape.of(4, 2, 3)),
      new LayerSample(() -> new Bidirectional(new LSTM(3)), Shape.of(4, 2)),
      new LayerSample(() -> new Bidirectional(new GRU(2).withReturnSequences(true), Bidirectional.MergeMode.AVE), Shape.of(3, 5),
          Shape.of(2),
          Shape.of(2)),
      new LayerSample(() -> new MultiHeadAttention(2, 3), Shape.of(4, 5), Shape.of(3, 2)),
      new LayerSample(() -> new MultiHeadAttention(3, 2).withValueDim(4).withOutputShape(2).withDropout(0.2).withUseCausalMask(true)
          .withReturnAttentionScores(true), Shape.of(4, 5), Shape.of(4, 2), Shape.of(4, 3)),
      new LayerSample(() -> new MultiHeadAttention(2, 3).withUseGate(true).withSlidingWindow(2), Shape.of(4, 5), Shape.of(4, 2)),
      new LayerSample(() -> new GroupedQueryAttention(3, 4, 2), Shape.of(4, 5), Shape.of(3, 5)),
      new LayerSample(() -> new GroupedQueryAttention(2, 6, 3).withUseGate(true).withSlidingWindow(2).withDropout(0.2)
          .withReturnAttentionScores(true), Shape.of(4, 2), Shape.of(4, 2), Shape.of(4, 3)),
      new LayerSample(() -> new Attention().withUseScale(true), Shape.of(4, 5), Shape.of(3, 5)),
      new LayerSample(() -> new Attention().withUseScale(true).withScoreMode(Attention.ScoreMode.CONCAT).withUseCausalMask(true),
          Shape.of(4, 5), Shape.of(4, 2), Shape.of(4, 5)),
      new LayerSample(() -> new AdditiveAttention(), Shape.of(4, 5), Shape.of(3, 5)),
      new LayerSample(() -> new ReversibleEmbedding(7, 3), Shape.of(4)),
      new LayerSample(() -> new Identity(), Shape.of(3, 4)),
      new LayerSample(() -> new RepeatVector(3), Shape.of(5)),
      new LayerSample(() -> new ELU(), Shape.of(5)),
      new LayerSample(() -> new ELU(0.3), Shape.of(3, 4)),
      new LayerSample(() -> new Rescaling(0.5).withOffset(-0.25), Shape.of(3, 4)),
      new LayerSample(() -> new ZeroPadding1D(new Ends(1, 2)), Shape.of(3, 4)),
      new LayerSample(() -> new ZeroPadding1D().withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 4)),
      new LayerSample(() -> new Cropping1D(new Ends(1, 2)), Shape.of(5, 3)),
      new LayerSample(() -> new Cropping1D(new Ends(2, 0)), Shape.of(5, 3)),
      new LayerSample(() -> new Cropping2D(new Margins(0, 1, 2, 0)), Shape.of(4, 5, 3)),
      new LayerSample(() -> new Cropping2D(new Margins(1, 0)).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 4, 5)),
      new LayerSample(() -> new UpSampling1D(3), Shape.of(2, 4)),
      new LayerSample(() -> new GlobalAveragePooling1D(), Shape.of(4, 3)),
      new LayerSample(() -> new GlobalAveragePooling1D().withDataFormat(DataFormat.CHANNELS_FIRST).withKeepdims(true), Shape.of(3, 4)),
      new LayerSample(() -> new GlobalMaxPooling1D(), Shape.of(4, 3)),
      new LayerSample(() -> new GlobalMaxPooling1D().withKeepdims(true), Shape.of(4, 3)),
      new LayerSample(() -> new MaxPooling1D(), Shape.of(7, 3)),
      new LayerSample(() -> new MaxPooling1D(3).withStrides(2).withPadding(Padding.SAME), Shape.of(8, 3)),
      new LayerSample(() -> new MaxPooling1D(2).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 7)),
      new LayerSample(() -> new AveragePooling1D(2), Shape.of(7, 3)),
      new LayerSample(() -> new AveragePooling1D(3).withStrides(2).withPadding(Padding.SAME), Shape.of(8, 3)),
      new LayerSample(() -> new Conv1D(4, 3, "relu"), Shape.of(7, 3)),
      new LayerSample(() -> new Conv1D(4, 3).withPadding(Padding.CAUSAL).withStrides(2), Shape.of(8, 3)),
      new LayerSample(() -> new Conv1D(4, 2).withPadding(Padding.CAUSAL).withDilationRate(3).withUseBias(false), Shape.of(8, 3)),
      new LayerSample(() -> new Conv1D(4, 3).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 7)),
      new LayerSample(() -> new DepthwiseConv2D(3), Shape.of(5, 7, 3)),
      new LayerSample(() -> new DepthwiseConv2D(new Pair(2, 3)).withDepthMultiplier(2).withPadding(Padding.SAME).withStrides(new Pair(2)),
          Shape.of(5, 8, 2)),
      new LayerSample(() -> new DepthwiseConv2D(2).withDilationRate(new Pair(2, 3)).withUseBias(false), Shape.of(5, 7, 3)),
      new LayerSample(() -> new DepthwiseConv2D(2).withDepthMultiplier(3).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 5, 7)),
      new LayerSample(() -> new DepthwiseConv1D(3).withDepthMultiplier(2), Shape.of(7, 3)),
      new LayerSample(() -> new DepthwiseConv1D(2).withStrides(2).withPadding(Padding.SAME).withUseBias(false), Shape.of(8, 2)),
      new LayerSample(() -> new SeparableConv1D(4, 3).withDepthMultiplier(2), Shape.of(7, 3)),
      new LayerSample(() -> new SeparableConv1D(4, 2).withDilationRate(3).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(3, 8)),
      new LayerSample(() -> new SeparableConv2D(4, 3), Shape.of(5, 7, 3)),
      new LayerSample(() -> new SeparableConv2D(3, new Pair(2, 3)).withStrides(new Pair(2)).withPadding(Padding.SAME).withUseBias(false),
          Shape.of(5, 8, 2)),
      new LayerSample(() -> new Conv1DTranspose(4, 3, "relu").withStrides(2), Shape.of(5, 3)),
      new LayerSample(() -> new Conv2DTranspose(4, 3).withPadding(Padding.SAME).withStrides(new Pair(2, 3)).withOutputPadding(1, 2),
          Shape.of(3, 4, 2)),
      new LayerSample(() -> new Conv2DTranspose(2, 2).withDataFormat(DataFormat.CHANNELS_FIRST).withUseBias(false), Shape.of(3, 4, 2)),
      new LayerSample(() -> new Conv3DTranspose(2, new Triple(2, 1, 3)).withStrides(new Triple(1, 2, 2)), Shape.of(2, 3, 2, 4)),
      new LayerSample(() -> new Conv3D(3, new Triple(2, 1, 3), Activations.RELU), Shape.of(3, 2, 4, 2)),
      new LayerSample(() -> new Conv3D(2, 2).withDilationRate(new Triple(2, 1, 2)).withPadding(Padding.SAME).withUseBias(false),
          Shape.of(3, 2, 4, 2)),
      new LayerSample(() -> new MaxPooling3D(), Shape.of(4, 5, 3, 2)),
      new LayerSample(() -> new MaxPooling3D(2).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 4, 5, 3)),
      new LayerSample(() -> new AveragePooling3D(new Triple(2, 1, 3)).withStrides(new Triple(1)).withPadding(Padding.SAME),
          Shape.of(4, 2, 3, 2)),
      new LayerSample(() -> new GlobalMaxPooling3D(), Shape.of(2, 3, 4, 5)),
      new LayerSample(() -> new GlobalAveragePooling3D().withKeepdims(true).withDataFormat(DataFormat.CHANNELS_FIRST),
          Shape.of(5, 2, 3, 4)),
      new LayerSample(() -> new ZeroPadding3D(new Margins3D(new Ends(1, 0), new Ends(0, 2), new Ends(1))), Shape.of(2, 3, 1, 2)),
      new LayerSample(() -> new Cropping3D(new Margins3D(new Ends(1, 0), new Ends(0, 2), new Ends(1))), Shape.of(2, 3, 4, 2)),
      new LayerSample(() -> new UpSampling3D(new Triple(1, 2, 3)).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 3, 1, 2)),
      new LayerSample(() -> new AdaptiveAveragePooling1D(3), Shape.of(5, 2)),
      new LayerSample(() -> new AdaptiveAveragePooling2D(new Pair(2, 3)).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 3, 4)),
      new LayerSample(() -> new AdaptiveAveragePooling3D(new Triple(2, 3, 2)), Shape.of(3, 5, 4, 2)),
      new LayerSample(() -> new AdaptiveMaxPooling1D(2).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 5)),
      new LayerSample(() -> new AdaptiveMaxPooling2D(new Pair(4, 2)), Shape.of(5, 3, 2)),
      new LayerSample(() -> new AdaptiveMaxPooling3D(2), Shape.of(3, 5, 4, 2)),
      new LayerSample(() -> new Resizing(3, 5), Shape.of(4, 7, 2)),
      new LayerSample(() -> new Resizing(3, 5).withCropToAspectRatio(true).withInterpolation(Interpolation.BICUBIC), Shape.of(4, 7, 2)),
      new LayerSample(() -> new Resizing(3, 5).withPadToAspectRatio(true).withFillValue(0.5).withDataFormat(DataFormat.CHANNELS_FIRST),
          Shape.of(2, 4, 5)),
      new LayerSample(() -> new CenterCrop(2, 3), Shape.of(4, 7, 2)),
      new LayerSample(() -> new CenterCrop(5, 3).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(2, 4, 7)),
      new LayerSample(() -> new Normalization().withMoments(Values.of(3.0), Values.of(2.0)), Shape.of(3, 4)),
      new LayerSample(() -> new Normalization().withAxis(1).withInvert(true).adapted(random(6, 3, Shape.of(3, 4))), Shape.of(3, 4)),
      new LayerSample(Masking::new, Shape.of(3, 4)),
      new LayerSample(() -> new GaussianNoise(0.2), Shape.of(3, 4)),
      new LayerSample(() -> new GaussianDropout(0.1).withSeed(2), Shape.of(5)),
      new LayerSample(() -> new SpatialDropout1D(0.3), Shape.of(3, 4)),
      new LayerSample(() -> new SpatialDropout2D(0.4).withDataFormat(DataFormat.CHANNELS_FIRST), Shape.of(4, 2, 3)),
      new LayerSample(() -> new SpatialDropout3D(0.2), Shape.of(2, 3, 2, 4)),
      new LayerSample(() -> new AlphaDropout(0.2), Shape.of(5)),
      new LayerSample(() -> new AlphaDropout(0.3).withNoiseShape(Shape.of(Shape.NONE, 1, 4)), Shape.of(3, 4)),
      new LayerSample(() -> new ActivityRegularization(0.01, 0.02), Shape.of(3, 4)),
      new LayerSample(() -> new PReLU().withAlphaInitializer(new HeNormal(3)), Shape.of(3, 4)),
      new LayerSample(() -> new PReLU().withSharedAxes(1).withAlphaInitializer(new RandomUniform(1, 2, 3)), Shape.of(3, 4, 2)),
      new LayerSample(() -> new UnitNormalization(), Shape.of(5)),
      new LayerSample(() -> new UnitNormalization().withAxis(1, 2), Shape.of(3, 4)),
      new LayerSample(() -> new RMSNormalization(), Shape.of(3, 4)),
      new LayerSample(() -> new RMSNormalization().withAxis(-2, -1).withEpsilon(0.1), Shape.of(3, 4)),
      new LayerSample(() -> new GroupNormalization(2), Shape.of(6)),
      new LayerSample(() -> new GroupNormalization(-1).withAxis(1).withScale(false), Shape.of(3, 4)),
      new LayerSample(() -> new GroupNormalization(3).withAxis(-2).withCenter(false), Shape.of(2, 6, 4)),
      new LayerSample(() -> StringLookup.of("1", "0", "-1").withMaskToken("2"), Shape.of(3, 4)),
      new LayerSample(() -> StringLookup.of("1", "0", "-1").withOutputMode(OutputMode.ONE_HOT), Shape.of(3, 2)),
      new LayerSample(() -> StringLookup.of("1", "0").withNumOovIndices(3).withOutputMode(OutputMode.COUNT), Shape.of(4)),
      new LayerSample(() -> new StringLookup().withVocabulary(new Words("1", "0"), List.of(0.5, 2.0)), Shape.of(4)),
      new LayerSample(() -> TextVectorization.of("1", "0", "2").withOutputSequenceLength(3), Shape.of(1)),
      new LayerSample(() -> TextVectorization.of("1", "0", "-1").withStandardize(null).withOutputMode(OutputMode.COUNT), Shape.of()),
      new LayerSample(() -> new TextVectorization().withNgrams(2).withVocabulary(new Words("1", "0 1"), List.of(0.5, 2.0)), Shape.of(1)),
      new LayerSample(() -> TextVectorization.of("1", "0").withSplit(null).withOutputSequenceLength(3), Shape.of(4)),
      new LayerSample(() -> new Hashing(5), Shape.of(3, 4)),
      new LayerSample(() -> new Hashing(5).withSalt(new Salt(3)).withMaskValue(2).withOutputMode(OutputMode.MULTI_HOT), Shape.of(4)),
      new LayerSample(() -> new HashedCrossing(5), Shape.of(1), Shape.of(1)),
      new LayerSample(() -> new CategoryEncoding(6).withOutputMode(OutputMode.COUNT), Shape.of(4)),
      new LayerSample(() -> new CategoryEncoding(6).withOutputMode(OutputMode.ONE_HOT), Shape.of(3, 4)),
      new LayerSample(() -> new Discretization(List.of(-1.0, 0.25, 0.5)), Shape.of(3, 4)),
      new LayerSample(() -> new Discretization(List.of(-1.0, 0.25, 0.5)).withOutputMode(OutputMode.ONE_HOT), Shape.of(3, 1)),
      new LayerSample(() -> IntegerLookup.of(1, 0, -1).withNumOovIndices(2), Shape.of(3, 4)),
      new LayerSample(
          () -> IntegerLookup.of(1, 0).withMaskToken(-1L).withOutputMode(OutputMode.MULTI_HOT).withMaxTokens(6).withPadToMaxTokens(true),
          Shape.of(4)),
      new LayerSample(() -> new Input(3, 4), Shape.of(3, 4)));

  LayerSample(Supplier<Layer> make, Shape... xs) { this(make, List.of(xs)); }

  Layer layer() { return make.get(); }

  /** The shapes of the inputs, with the batch axis. */
  List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>(xs.stream().map(x -> x.prepend(Shape.NONE)).toList());
    if (layer() instanceof CellLayer cell) cell.stateSizes().forEach(size -> shapes.add(Shape.of(Shape.NONE, size)));
    return shapes;
  }

  /** The layer's weights and those of all in it. */
  List<Weight> declared(Layer layer) { return declared(layer, shapes()); }

  private static List<Weight> declared(Layer layer, List<Shape> inputs) {
    List<Weight> all = new ArrayList<>(layer.weights(inputs));
    List<List<Shape>> shapes = layer.partInputs(inputs);
    int i = 0;
    for (Layer part : layer.parts().values())
      declared(part, shapes.get(i++)).stream().filter(weight -> layer.ownerOf(weight.name()) != part).forEach(all::add);
    return all;
  }

  /** The layer alone in a model. */
  Model alone(Layer layer) { return model(layer, y -> y); }

  /** The layer in the middle of a model for three classes. */
  Model inside(Layer layer) {
    Model model = model(layer, y -> new Dense(3, "softmax").apply(new Flatten().apply(y)));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  private Model model(Layer layer, UnaryOperator<KerasTensor> rest) {
    if (layer instanceof Input input) {
      KerasTensor x = input.tensor();
      return new Model(x, rest.apply(x));
    }
    List<KerasTensor> inputs = xs.stream().map(x -> new Input(x).withDtype(dtype(layer)).tensor()).toList();
    if (layer instanceof CellLayer) {
      KerasTensor steps = new RepeatVector(2).apply(inputs.get(0));
      return new Model(inputs, List.of(rest.apply(new RNN(layer).named(layer.name()).apply(steps))));
    }
    return new Model(inputs, List.of(rest.apply(layer.applyAll(inputs).get(0))));
  }

  /** {@code n} samples for each input. */
  Columns random(int n) {
    boolean whole = layer() instanceof CategoryEncoding || layer() instanceof HashedCrossing;
    int words = layer() instanceof EmbeddingTable<?> embedding ? embedding.inputDim() : whole ? 7 : 0;
    return Columns.of(IntStream.range(0, xs.size()).mapToObj(i -> random(n, 31 * i + n, xs.get(i)))
        .map(x -> words > 0 ? words(x, words) : x).map(x -> takesWords(layer()) ? text(x) : x).toArray(Samples[]::new));
  }

  private static String dtype(Layer layer) {
    return takesWords(layer) ? "string" : layer instanceof HashedCrossing ? "int64" : "float32";
  }

  private static boolean takesWords(Layer layer) { return layer instanceof StringLookup || layer instanceof TextVectorization; }

  private static NDArray text(NDArray x) {
    String[] words = new String[x.values().length];
    for (int i = 0; i < words.length; i++) words[i] = Integer.toString((int) x.values()[i]);
    return NDArray.of(x.shape(), DType.STRING, words);
  }

  private static NDArray words(NDArray x, int words) {
    float[] values = x.values().clone();
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.floor(Math.abs(100 * values[i]) % words);
    return NDArray.of(x.shape(), values);
  }

  @Override public String toString() { return layer() + " of " + xs; }

  static NDArray random(int n, int seed, Shape sample) {
    Random random = new Random(seed);
    float[] values = new float[(int) (n * sample.elements())];
    for (int i = 0; i < values.length; i++) values[i] = (float) (1.5 * random.nextGaussian());
    return NDArray.of(sample.prepend(n), values);
  }
}
