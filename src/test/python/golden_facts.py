"""What Keras says of each of its classes: the settings with their defaults, of a layer the shapes and the weights that it makes, and of an optimizer the shapes of
what it keeps of a Dense.

A class whose settings without a default are not in GIVEN, or which takes none of INPUTS, is named alone.
"""
import inspect

import keras

GIVEN = {"units": 7, "rate": 0.25, "activation": "tanh", "filters": 4, "kernel_size": (2, 1), "pool_size": (1, 2), "dims": (2, 1),
         "target_shape": (3, 2), "axes": 1, "input_dim": 11, "output_dim": 3, "num_heads": 2, "num_bins": 6, "num_tokens": 5, "bin_boundaries": [0.25, 0.5], "key_dim": 5, "head_dim": 5, "num_query_heads": 4, "num_key_value_heads": 2,
         "initial_learning_rate": 0.5, "decay_steps": 7.0, "decay_rate": 0.75, "first_decay_steps": 9.0,
         "n": 3, "equation": "abc,cd->abd", "output_shape": (None, 7), "factor": (0.25, 0.5), "scale": 0.5, "stddev": 0.125, "height_factor": (-0.25, 0.5), "width_factor": 0.25, "RandomPosterization factor": (2, 5), "AveragePooling1D pool_size": (2,), "Conv1D kernel_size": (2,),
         "DepthwiseConv1D kernel_size": (2,), "SeparableConv1D kernel_size": (2,), "Conv1DTranspose kernel_size": (2,), "Conv3D kernel_size": (2, 1, 3),
         "Conv3DTranspose kernel_size": (2, 1, 3), "ConvLSTM1D kernel_size": (2,), "ConvLSTM3D kernel_size": (2, 1, 3), "AveragePooling3D pool_size": (1, 2, 3),
         "height": 3, "width": 4, "output_size": (2, 3), "AdaptiveAveragePooling1D output_size": (2,), "AdaptiveMaxPooling1D output_size": (2,),
         "AdaptiveAveragePooling3D output_size": (2, 2, 3), "AdaptiveMaxPooling3D output_size": (2, 2, 3),
         "specificity": 0.5, "sensitivity": 0.5, "recall": 0.5, "precision": 0.5, "num_classes": 3, "target_class_ids": [0, 2],
         "boundaries": [3.0, 11.0], "values": [0.5, 0.25, 0.125], "inner_optimizer": lambda: keras.optimizers.SGD(0.25, name="sgd"),
         "optimizer_map": lambda: keras.optimizers.OptimizerMap(keras.optimizers.SGD(0.25, name="sgd"), {".*bias": keras.optimizers.Adam(0.125, name="adam")})}
# Settings whose defaults a class refuses.
NEEDED = {"CategoryEncoding": ["num_tokens"], "Discretization": ["bin_boundaries"]}
# Settings with which an optimizer keeps more.
FULL = {"SGD": {"momentum": 0.5}, "RMSprop": {"momentum": 0.5, "centered": True}, "Adam": {"amsgrad": True}, "AdamW": {"amsgrad": True}}
# Shapes of samples, of which a layer has the first that it takes; several: of as many inputs.
INPUTS = [[(3, 2)], [(6, 7, 3)], [(6,)], [(3, 2), (3, 2)], [(2, 3, 4, 5)], [(64,)]]
OWN_INPUTS = {**{name: [[(6, 7, 3)]] for name in ("AutoContrast", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomCrop", "RandomErasing", "RandomFlip",
                                                     "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation", "RandomSaturation", "RandomSharpness",
                                                     "RandomShear", "RandomTranslation", "RandomZoom", "Solarization")}, "Resizing": [[(6, 7, 3)]], "CenterCrop": [[(6, 7, 3)]], "AdaptiveAveragePooling2D": [[(6, 7, 3)]], "AdaptiveMaxPooling2D": [[(6, 7, 3)]],
              "AdaptiveAveragePooling3D": [[(2, 3, 4, 5)]], "AdaptiveMaxPooling3D": [[(2, 3, 4, 5)]], "Cropping3D": [[(3, 4, 5, 2)]], "CategoryEncoding": [[(6,)]], "HashedCrossing": [[(1,), (1,)]],
              "LSTMCell": [[(6,), (7,), (7,)]], "GRUCell": [[(6,), (7,)]], "SimpleRNNCell": [[(6,), (7,)]], "TextVectorization": [[(1,)]],
              "ConvLSTM1D": [[(2, 5, 3)]], "ConvLSTM2D": [[(2, 5, 4, 3)]], "ConvLSTM3D": [[(2, 3, 4, 5, 2)]]}


def families(K):
    """Of Keras 3 or tf_keras: where the classes of each family are, and what they all are."""
    schedules = K.optimizers.schedules
    return {"Layer": (K.layers, K.layers.Layer), "Initializer": (K.initializers, K.initializers.Initializer),
            "Optimizer": (K.optimizers, K.optimizers.Optimizer), "Loss": (K.losses, K.losses.Loss), "Metric": (K.metrics, K.metrics.Metric),
            "Regularizer": (K.regularizers, K.regularizers.Regularizer), "Constraint": (K.constraints, K.constraints.Constraint),
            "Schedule": (schedules, schedules.LearningRateSchedule)}


def facts():
    return {"callbacks": [name for name, _ in classes(keras.callbacks, keras.callbacks.Callback)], "given": {key: told(key) for key in GIVEN}, "full": FULL, "families": {family: {name: fact(cls) for name, cls in classes(module, base)}
                                         for family, (module, base) in families(keras).items()}}


def masking():
    """Whether masks go through each layer, of those that can be made of GIVEN."""
    told = {}
    for name, cls in classes(keras.layers, keras.layers.Layer):
        required = required_of(cls)
        if all(key in GIVEN for key in required):
            try:
                told[name] = cls(**given(cls, required)).supports_masking
            except (ImportError, TypeError, ValueError):
                continue
    return {"layers": told}


def classes(module, base):
    """One name a class: its own."""
    return sorted({cls.__name__: cls for cls in vars(module).values()
                   if inspect.isclass(cls) and issubclass(cls, base) and cls is not base}.items())


def fact(cls):
    required = required_of(cls)
    if any(name not in GIVEN for name in required):
        return {"required": required}
    try:
        made = cls(**given(cls, required))
        facts = {"config": settings(made)}
    except (ImportError, NotImplementedError, TypeError, ValueError):
        return {"required": required}
    if isinstance(made, keras.layers.Layer):
        return facts | layer_facts(made, cls, required)
    return facts | ({"kept": [kept(made), kept(cls(**given(cls, required), **FULL.get(cls.__name__, {})))]} if isinstance(made, keras.optimizers.Optimizer) else {})


def required_of(cls):
    """The settings of a class that have no default, or one that it refuses."""
    parameters = inspect.signature(cls).parameters.values()
    return NEEDED.get(cls.__name__) or [p.name for p in parameters if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]


def given(cls, names):
    """What is given to a class by its own name, else to all."""
    return {name: value(f"{cls.__name__} {name}" if f"{cls.__name__} {name}" in GIVEN else name) for name in names}


def value(key):
    """What must not be shared is made anew."""
    return GIVEN[key]() if callable(GIVEN[key]) else GIVEN[key]


def told(key):
    return keras.saving.serialize_keras_object(value(key)) if callable(GIVEN[key]) else GIVEN[key]


def kept(optimizer):
    model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3)])
    optimizer.build(model.trainable_variables)
    return [list(variable.shape) for variable in optimizer.variables]


def settings(made):
    config = keras.saving.serialize_keras_object(made)["config"]
    return {key: value for key, value in config.items() if key != "name"}


def called(layer, inputs):
    if hasattr(layer, "state_size") and hasattr(layer, "output_size"):
        return layer(inputs[0], inputs[1:])
    if isinstance(layer, (keras.layers.MultiHeadAttention, keras.layers.GroupQueryAttention)):
        return layer(*inputs)
    return layer(inputs if len(inputs) > 1 else inputs[0])


def layer_facts(made, cls, required):
    for shapes in OWN_INPUTS.get(cls.__name__, INPUTS):
        inputs = [keras.Input(shape) for shape in shapes]
        layer = cls(**given(cls, required))
        try:
            outputs = keras.tree.flatten(called(layer, inputs))
        except Exception:  # whatever a layer says to a shape that is not for it
            continue
        return {"inputs": shapes, "outputs": [list(y.shape) for y in outputs if hasattr(y, "shape")],
                "weights": [[w.path.split("/", 1)[1], list(w.shape), w.trainable] for w in layer.weights if not w.path.startswith("seed_gen")]}
    return {}
