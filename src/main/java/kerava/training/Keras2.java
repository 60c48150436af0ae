package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.engine.CompiledOutput;
import kerava.engine.CompiledSettings;
import kerava.layers.Activation;
import kerava.layers.DTypePolicy;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.Flatten;
import kerava.layers.Input;
import kerava.layers.Layer;
import kerava.losses.BinaryCrossentropy;
import kerava.losses.CategoricalCrossentropy;
import kerava.losses.Loss;
import kerava.losses.SparseCategoricalCrossentropy;
import kerava.network.Built;
import kerava.network.BuiltLayer;
import kerava.network.LayerState;
import kerava.network.Network;
import kerava.optimizers.Legacy;
import kerava.random.Rules;
import kerava.regularizers.Regularizer;
import kerava.tensor.DType;

/** Training by {@link Rules#KERAS_2}: what has been compared with tf_keras 2.18 bit by bit, and all else refused by name. */
public final class Keras2 {
  private static final Set<Class<?>> LAYERS = Set.of(Input.class, Dense.class, Flatten.class, Dropout.class, Activation.class);
  private static final Set<ActivationFunction> ACTIVATIONS =
      Set.of(Activations.LINEAR, Activations.RELU, Activations.SIGMOID, Activations.TANH, Activations.SOFTMAX);

  private Keras2() {}

  /** {@code compiled} with its optimizer's legacy form, if {@code rules} are Keras 2's and there is one. */
  static CompiledSettings compiled(CompiledSettings compiled, Rules rules) {
    return rules == Rules.KERAS_2 ? Legacy.of(compiled.optimizer()).map(compiled::byKeras2).orElse(compiled) : compiled;
  }

  /** Refuses what cannot train {@code network} by the rules of Keras 2. */
  public static void check(String who, Network network, CompileSettings settings) {
    refuseUnless(network.isSequential(), who, "a Sequential trains, got '%s' of another kind; write it as a Sequential",
        network.modelName());
    network.layers().forEach(layer -> check(who, layer));
    refuseUnless(settings.trainStep() == null, who, "Keras's own step trains, got %s; leave it out", settings.trainStep());
    refuseUnless(settings.optimizer() == null || Legacy.of(settings.optimizer()).isPresent(), who,
        "SGD, Adam, Adagrad and RMSprop without momentum train, with a fixed learning rate and no clipping, decay, averages or the like, got %s; take one of them",
        settings.optimizer());
    CompiledOutput compiled = settings.compiled(network.outputNames()).outputs().get(0);
    refuseUnless(compiled.weight() == null, who, "the loss has no weight, got %s; leave it out", compiled.weight());
    List<Layer> layers = network.layers();
    check(who, compiled.loss(), layers.get(layers.size() - 1));
  }

  private static void check(String who, Layer layer) {
    String name = LayerState.name(layer);
    refuseUnless(LAYERS.contains(layer.getClass()), who, "models have %s, got layer '%s' (%s); leave it out",
        LAYERS.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", ")), name, layer.className());
    refuseUnless(layer.dtypePolicy() == DTypePolicy.FLOAT32 && !(layer instanceof Input input && input.dtype() != DType.FLOAT32), who,
        "layers compute in float32, got '%s' of another type; leave the type out", name);
    refuseUnless(!(layer instanceof Dropout dropout) || dropout.noiseShape() == null && dropout.seed().value() == null, who,
        "Dropout has no noiseShape and no seed of its own, got '%s' with one; leave it out", name);
    refuseUnless(layer.activityRegularizer() == null, who, "no layer has an activityRegularizer, got '%s' with one; leave it out", name);
    for (Object setting : Settings.of((Record) layer).values()) check(who, name, setting);
  }

  private static void check(String who, String layer, Object setting) {
    refuseUnless(!(setting instanceof Regularizer) && !(setting instanceof Constraint), who,
        "weights have no regularizers and constraints, got '%s' with %s; leave it out", layer, setting);
    refuseUnless(!(setting instanceof ActivationFunction) || ACTIVATIONS.contains(setting), who,
        "activations are linear, relu, sigmoid, softmax and tanh, got '%s' with %s; take one of them", layer, setting);
  }

  /** The same of what only the shapes tell. */
  static void check(String who, Built model, CompileSettings settings) {
    check(who, model.network(), settings);
    for (BuiltLayer layer : model.layers())
      if (layer.layer() instanceof Dense)
        refuseUnless(layer.input().rank() == 2, who, "Dense takes vectors, got %s for '%s'; put a Flatten before it", layer.input(),
            layer.name());
  }

  private static void check(String who, Loss loss, Layer last) {
    ActivationFunction end = last instanceof Dense dense ? dense.activation() : last instanceof Activation own ? own.activation() : null;
    boolean fits = new BinaryCrossentropy().equals(loss) && end == Activations.SIGMOID
        || (new CategoricalCrossentropy().equals(loss) || new SparseCategoricalCrossentropy().equals(loss)) && end == Activations.SOFTMAX;
    refuseUnless(fits, who,
        "the loss is the binary crossentropy of a sigmoid, or the categorical or sparse categorical one of a softmax, with their defaults, got %s of %s; take one of them",
        loss, end);
  }

  /** {@code options} as a fit has them by {@code rules}: drawn orders are drawn for each epoch. */
  static FitOptions fit(FitOptions options, Rules rules) {
    if (rules == Rules.KERAS_3) return options;
    refuseUnless(options.sampleWeight() == null && options.classWeight().isEmpty(), "fit",
        "samples and classes have no weights; leave them out");
    refuseUnless(options.stepsPerEpoch() == null, "fit", "an epoch has all batches, got stepsPerEpoch %s; leave it out",
        options.stepsPerEpoch());
    refuseUnless(options.shuffle() != Shuffling.WITHIN_BATCHES, "fit",
        "samples are shuffled over all batches or not at all, got %s; take another",
        options.shuffle());
    return options.shuffle() == Shuffling.SAME ? options.withShuffle(Shuffling.ANEW) : options;
  }

  static void refuseOnBatch(String who, Rules rules) {
    refuseUnless(rules == Rules.KERAS_3, who, "models train by fit; call it");
  }

  static void refuseDataset(String who, Rules rules) {
    refuseUnless(rules == Rules.KERAS_3, who, "models train on arrays, whose order Keras 2 draws; give x and y");
  }

  private static void refuseUnless(boolean fine, String who, String rule, Object... got) {
    require(fine, inJava("or build it after RandomSeed.set(seed), for the rules of Keras 3"), who + ": by the rules of Keras 2 " + rule,
        got);
  }
}
