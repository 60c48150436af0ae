package kerava.saving;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.layers.Layer;
import kerava.training.UnsupportedSetting;

/**
 * Keys of Keras configs that are no setting of Kerava's: older names of settings, and settings that Kerava does not have, which may stand
 * in a file only with the value that changes nothing.
 */
final class IgnorableKeys {
  /**
   * Classes or a family, key, and what may stand there; {@code any} for what has no effect on numbers, or none beside the other keys'
   * values.
   */
  private static final String NEUTRAL = """
      Layer trainable true
      Sequential trainable any
      Layer dtype float32
      Dense,EinsumDense lora_rank null
      Dense,EinsumDense lora_alpha null
      Dense,EinsumDense quantization_config null
      Dense quantization_mode null
      EinsumDense gptq_unpacked_column_size null
      DepthwiseConv1D,DepthwiseConv2D,SeparableConv1D,SeparableConv2D,Conv1DTranspose,Conv2DTranspose,Conv3DTranspose groups 1
      SeparableConv1D,SeparableConv2D kernel_initializer any
      SeparableConv1D,SeparableConv2D kernel_regularizer any
      SeparableConv1D,SeparableConv2D kernel_constraint any
      SpatialDropout1D,SpatialDropout2D,SpatialDropout3D noise_shape any
      Conv1D,Conv2D,Conv3D lora_rank null
      Conv1D,Conv2D,Conv3D lora_alpha null
      LayerNormalization rms_scaling false
      Embedding,ReversibleEmbedding weights null
      Embedding,ReversibleEmbedding lora_rank null
      Embedding,ReversibleEmbedding lora_alpha null
      Embedding,ReversibleEmbedding quantization_config null
      Embedding,ReversibleEmbedding quantization_mode null
      Embedding input_length any
      Embedding sparse false
      StringLookup,IntegerLookup,TextVectorization,Hashing,HashedCrossing,CategoryEncoding,Discretization sparse false
      StringLookup,IntegerLookup,TextVectorization vocabulary_size any
      StringLookup,TextVectorization encoding utf-8
      TextVectorization ragged false
      StringLookup oov_method any
      IntegerLookup vocabulary_dtype int64
      BatchNormalization synchronized false
      BatchNormalization renorm false
      BatchNormalization renorm_clipping null
      BatchNormalization renorm_momentum any
      BatchNormalization virtual_batch_size null
      BatchNormalization adjustment null
      LSTM,GRU,SimpleRNN,RNN,ConvLSTM1D,ConvLSTM2D,ConvLSTM3D time_major false
      LSTM,GRU,SimpleRNN,LSTMCell,GRUCell,SimpleRNNCell implementation any
      LSTM,GRU use_cudnn any
      Bidirectional weights null
      MultiHeadAttention attention_axes null [1] 1
      MultiHeadAttention query_shape any
      MultiHeadAttention value_shape any
      MultiHeadAttention key_shape any
      MultiHeadAttention,GroupedQueryAttention flash_attention null false
      Attention,AdditiveAttention causal false
      Flatten data_format channels_last null
      InputLayer sparse false null
      InputLayer ragged false null
      InputLayer optional false null
      InputLayer type_spec null
      Initializer dtype float32 null
      Initializer input_axes null
      Initializer output_axes null
      Optimizer name any
      Optimizer weight_decay null 0 0.0 false
      Optimizer clipnorm null
      Optimizer global_clipnorm null
      Optimizer clipvalue null
      Optimizer use_ema false
      Optimizer ema_momentum any
      Optimizer ema_overwrite_frequency any
      Optimizer loss_scale_factor null
      Optimizer gradient_accumulation_steps null
      Optimizer jit_compile any
      Optimizer is_legacy_optimizer any
      Optimizer decay 0 0.0
      Schedule name any
      Loss name any
      Loss dtype float32 null
      Loss reduction sum_over_batch_size auto
      Loss axis -1
      Loss ignore_class null
      Metric dtype float32 null
      Metric axis -1
      Metric ignore_class null
      Metric from_sorted_ids false
      BinaryAccuracy threshold 0.5
      IoU,MeanIoU,OneHotIoU,OneHotMeanIoU,BinaryIoU dtype int64 int null
      compile run_eagerly any
      compile steps_per_execution any
      compile jit_compile any
      compile sample_weight_mode null
      compile auto_scale_loss any
      """;

  /** Class or family, the older name, and today's. */
  private static final String RENAMED = """
      LeakyReLU alpha negative_slope
      Optimizer lr learning_rate
      """;

  private static final Map<String, List<String>> VALUES = new HashMap<>(), NAMES = new HashMap<>();

  static {
    NEUTRAL.lines().map(line -> List.of(line.split(" ")))
        .forEach(row -> {
          for (String member : row.get(0).split(",")) VALUES.put(member + " " + row.get(1), row.subList(2, row.size()));
        });
    RENAMED.lines().map(line -> List.of(line.split(" "))).forEach(row -> NAMES.put(row.get(0) + " " + row.get(1), row.subList(2, 3)));
  }

  private IgnorableKeys() {}

  /** Today's name of {@code key} in a config of {@code member}. */
  static String current(Class<?> family, String member, String key) {
    List<String> name = find(NAMES, family, member, key);
    return name == null ? key : name.get(0);
  }

  /** Adds a problem unless {@code value} may stand under {@code key}. */
  static void check(Class<?> family, String member, String key, Object value, Problems problems, String where) {
    List<String> allowed = find(VALUES, family, member, key);
    if (allowed == null)
      problems.with(value).add(where, "%s has no setting %s here, got %s", member, Problems.told(key), Problems.told(value));
    else
      if (!allowed.contains("any") && !allowed.contains(key.equals(DTypes.KEY) ? DTypes.name(value) : String.valueOf(value)))
        of(family, key, value, problems).with(value).add(where, "%s must be %s, got %s: not supported yet", key,
            String.join(" or ", allowed),
            Problems.told(value));
  }

  /** A model predicts without its layers' regularizers and constraints. */
  private static Problems of(Class<?> family, String key, Object value, Problems problems) {
    if (family != Layer.class || !ObjectReader.isObject(value)) return problems;
    if (key.endsWith("_regularizer")) return problems.aside(UnsupportedSetting.Kind.REGULARIZER);
    return key.endsWith("_constraint") ? problems.aside(UnsupportedSetting.Kind.CONSTRAINT) : problems;
  }

  private static List<String> find(Map<String, List<String>> table, Class<?> family, String member, String key) {
    List<String> own = table.get(member + " " + key);
    return own != null || family == null ? own : table.get(family.getSimpleName() + " " + key);
  }
}
