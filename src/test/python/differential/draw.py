"""Draws cases: what a model is made of, its data and the steps that both sides go through, as one small JSON object.

id, seed     the seed that the case was drawn from; what keras.utils.set_random_seed is given
handover     how the model reaches the other side: code (each constructs it), json (Python's to_json), keras or h5 (a file that Python wrote)
sample, input, name, layers    the shape of a sample, whether an Input says it, the model's name, its layers (chain.py)
data         what x, y and weights are made of (samples.py)
saved        of a file: plain, compiled or trained, with saved_compile and the seed pseed; load_compile: with its compile settings;
             frozen: a layer that was frozen before it was compiled (when: first), or last of all
steps        in order, each {"do": ...}: weights, compile, fit, evaluate, predict, set_weights, trainable, reload (keras_side.py)
"""
import copy
import itertools
import math
import random

import known
import sequences
from chain import flat, kernel_sizes, model_output, name_all, paths
from draw_formats import readable
from draw_layers import chain_for, dense, each, initializer, some
from draw_losses import rarely

SHAPES = {1: [[1], [2], [3], [7], [16], [17], [33], [64], [100], [784]], 2: [[2, 5], [3, 7], [16, 16], [7, 1], [1, 33], [28, 28], [2, 64], [17, 3]],
          3: [[2, 3, 4], [3, 1, 7], [7, 7, 3], [2, 16, 3], [1, 1, 1], [4, 4, 16]]}
BATCHES = [1, 2, 7, 32, 100]
COUNTS = [1, 2, 3, 5, 7, 14, 16, 20, 32, 33, 49, 50, 64, 96, 100, 128, 130]
LARGEST = 120_000  # weights, so that a case takes a second
CLASSES = {"sparse": "SparseCategoricalCrossentropy", "categorical": "CategoricalCrossentropy", "binary": "BinaryCrossentropy", "mse": "MeanSquaredError"}
NAMES = {"sparse": ["sparse_categorical_crossentropy"], "categorical": ["categorical_crossentropy"], "binary": ["binary_crossentropy", "bce"],
         "mse": ["mse", "mean_squared_error", "MSE"]}
SPARSE, CATEGORICAL, BINARY = ({"class_name": f"{kind}Accuracy", "config": {}} for kind in ("SparseCategorical", "Categorical", "Binary"))
OF_KERAS_2 = {None, *"relu elu selu softplus softsign tanh sigmoid exponential linear softmax gelu mish swish".split()}
METRICS = {"sparse": [["accuracy"], ["acc"], [], ["sparse_categorical_accuracy"], ["accuracy", "sparse_categorical_accuracy"], [SPARSE]],
           "categorical": [["accuracy"], ["acc"], [], ["categorical_accuracy"], ["accuracy", "binary_accuracy"], [CATEGORICAL, BINARY]],
           "binary": [["accuracy"], ["binary_accuracy"], [], ["accuracy", "binary_accuracy"], [BINARY]], "mse": [[], [], ["accuracy"]]}
HEADS = {"sparse": ([2, 3, 5, 10, 16, 17, 40], {"softmax": 55, "linear": 20, "sigmoid": 8, "softplus": 5, "hard_sigmoid": 5, "sparsemax": 3, "relu": 4}),
         "binary": ([1, 1, 1, 2, 3, 4, 16], {"sigmoid": 55, "linear": 25, "hard_sigmoid": 8, "softmax": 5, "sparse_sigmoid": 4, "tanh": 3}),
         "mse": ([1, 1, 2, 3, 8, 16, 17], {"linear": 2, "tanh": 1, "relu": 1, "sigmoid": 1, "softmax": 1, "softplus": 1, "glu": 1})}
HEADS["categorical"] = HEADS["sparse"]


def draw(seed, allowed=(), touching=()):
    """The case of this seed: of the known differences (known.py) it touches none but those allowed, and one of those in touching if there are any."""
    r = random.Random(f"kerava differential {seed}")
    while True:
        case = attempt(r, seed)
        tags = known.tags(case)
        if kernel_sizes(case["layers"], case["sample"]) <= LARGEST and tags <= {*allowed, *touching} and (not touching or tags & {*touching}):
            return case


def attempt(r, seed):
    sample = list(r.choice(SHAPES[r.choices([1, 2, 3], [60, 25, 15])[0]]))
    case = {"id": seed, "seed": r.choice([0, 1, 42, 1234, r.randint(0, 2**32 - 1), r.randint(0, 2**31 - 1), 2**31 - 1, 2**32 - 1]),
            "handover": r.choices(["json", "keras", "h5", "code"], [40, 20, 10, 30])[0], "sample": sample}
    from_file = case["handover"] in ("keras", "h5")
    case["input"] = from_file or r.random() < .85
    case["name"] = r.choice(["mine", "a_model", "m"]) if r.random() < .15 else None
    case["layers"] = chain_for(r, sample, r.choices(range(0, 11), [10, 16, 16, 14, 12, 10, 7, 5, 4, 3, 3])[0])
    if of_sequences := sequences.rarely(seed):
        case["sample"], case["layers"] = of_sequences
    family, loss = head(r, case)
    frozen = r.random() < .15
    if frozen or r.random() < .2:
        name_all(case["layers"])
    if case["handover"] == "code":
        unname(case["layers"])
        if r.random() < .15:
            share(r, case["layers"])
    case["data"] = data(r, family)
    case["steps"] = steps(r, case, family, loss, frozen)
    of_one_rank(case["steps"])
    if from_file:
        if "h5" not in formats(case, loss):
            case["handover"] = "keras"
        save(r, case)
    rarely(case, seed)
    return readable(case)


def head(r, case):
    """Adds the last layers; gives the family of loss and the loss."""
    shape = model_output(case)
    family = r.choices(["sparse", "categorical", "binary", "mse"], [35, 25, 25, 15])[0]
    layers = []
    if len(shape) > 1 and r.random() < (.97 if family in ("sparse", "categorical") else .75):
        layers.append({"type": "Flatten"})
    units, activations = HEADS[family]
    act = r.choices(list(activations), list(activations.values()))[0]
    last = dense(r, r.choice(units) * (2 if act == "glu" else 1), act)
    layers.append(last)
    if act not in ("linear", "glu") and r.random() < .15:
        layers.append({"type": "Activation", "activation": last.pop("activation")})
    elif act != "glu" and r.random() < .03:
        layers.append(r.choice([{"type": "Dropout", "rate": 0.2}, {"type": "Activation", "activation": "linear"}, {"type": "LeakyReLU"},
                                {"type": "BatchNormalization"}]))
    case["layers"] += [{"type": "Sequential", "layers": layers}] if r.random() < .06 else layers
    config = {}
    if family != "mse" and (act == "linear" and r.random() < .95 or r.random() < .07):
        config["from_logits"] = True
    if family in ("categorical", "binary"):
        config |= some(r, .3, {"label_smoothing": [0.1, 0.2, 0.3, 1.0, 0.05]})
    named = not config and r.random() < .5
    return family, r.choice(NAMES[family]) if named else {"class_name": CLASSES[family], "config": config}


def unname(layers):
    """Java has no names for initializers."""
    for layer in flat(layers):
        for key in [key for key, value in layer.items() if key.endswith("_initializer") and isinstance(value, str)]:
            del layer[key]


def share(r, layers):
    """Gives several Dense layers the same initializer object."""
    while isinstance(shared := initializer(r), str):
        pass
    for layer in layers:
        if layer["type"] == "Dense" and r.random() < .6:
            layer["kernel_initializer"] = shared | {"shared": 1}


def data(r, family):
    made = {"dseed": r.randint(0, 10**6), "n": r.choice(COUNTS), "family": family,
            "x": r.choices(["randn", "uniform", "binary", "big", "tiny", "const", "levels"], [50, 20, 8, 6, 5, 4, 7])[0],
            "xdtype": r.choices(["float32", "float64", "int64", "uint8", "float16"], [75, 15, 4, 4, 2])[0],
            "y": "hard", "ydtype": "int64" if family == "sparse" else "float32", "ycolumn": r.random() < .2}
    if family == "sparse":
        made |= some(r, .3, {"ydtype": ["int32", "uint8", "float32", "int16"]})
    elif family != "mse":
        made |= some(r, .2, {"y": ["soft"]}) or some(r, .3, {"ydtype": ["float64", "int64", "uint8", "bool"]})
    return made


def optimizer(r):
    return several(r) if r.random() < .06 else single(r)


def several(r):
    """One optimizer for each kind of weight."""
    drawn = (single(r, False) for _ in range(100))
    default, *others = itertools.islice(({"module": "keras.optimizers", **made, "registered_name": None} for made in drawn if isinstance(made, dict)), 3)
    by_key = dict(zip(r.choice([[".*kernel", ".*bias|.*beta"], [".*bias"], [".*/.*_kernel", ".*[^_]kernel"]]), others))
    return {"class_name": "MultiOptimizer", "config": some(r, .2, {"loss_scale_factor": [3.7]}) | {"optimizer_map": {
        "module": "keras.optimizers", "class_name": "OptimizerMap", "registered_name": None, "config": {"default_optimizer": default, "optimizer_map": by_key}}}}


def single(r, scaled=True):
    made = formula(r)
    if isinstance(made, str):
        return made
    made["config"] |= some(r, .1, {"clipnorm": [0.1, 1.0]}) or some(r, .1, {"global_clipnorm": [0.1, 1.0]}) or some(r, .1, {"clipvalue": [0.01, 0.5]})
    made["config"] |= some(r, .15, {"weight_decay": [0.3, 0.004]})
    if r.random() < .1:
        made["config"] |= {"use_ema": True} | each(r, .7, {"ema_momentum": [0.9, 0.5, 0.0, 1.0], "ema_overwrite_frequency": [1, 2, 3]})
    made["config"] |= some(r, .1, {"gradient_accumulation_steps": [2, 3]})
    if scaled and r.random() < .1:
        inner = {"module": "keras.optimizers", **made, "registered_name": None}
        return {"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": inner} | each(
            r, .7, {"initial_scale": [1000.0, 3.7, 2.0 ** 120], "dynamic_growth_steps": [1, 2, 7]})}
    made["config"] |= some(r, .06, {"loss_scale_factor": [3.7, 128.0]})
    return made


def formula(r):
    kind = r.choice(["SGD", "RMSprop", "Adagrad", "Adam", "Adam", "SGD", "Adafactor", "AdamW", "Adamax", "Adadelta",
                     "Lion", "Nadam", "Ftrl", "Lamb", "Muon", "ScheduleFreeAdamW"])
    if r.random() < .2 and kind != "Lamb":  # whose name Keras does not know
        return r.choice([kind, kind.lower()])
    config = some(r, .8, {"learning_rate": [0.001, 0.01, 0.05, 0.1, 0.3, 1.0, 0.0005, 0.0]})
    if r.random() < .15:
        config["learning_rate"] = {"module": "keras.optimizers.schedules", "class_name": "ExponentialDecay", "registered_name": None,
                                   "config": {"initial_learning_rate": 0.05, "decay_steps": r.choice([3, 7]), "decay_rate": 0.8, "staircase": r.random() < .5}}
    if kind == "SGD":
        config |= some(r, .6, {"momentum": [0.9, 0.5, 0.99, 1.0]}) | some(r, .4, {"nesterov": [True]})
    if kind == "RMSprop":
        config |= each(r, .5, {"rho": [0.9, 0.5, 0.99, 0.0], "momentum": [0.9, 0.3], "centered": [True], "epsilon": [1e-3, 1e-8, 1e-5]})
    if kind == "Adagrad":
        config |= each(r, .5, {"initial_accumulator_value": [0.1, 0.01, 1.0, 0.0], "epsilon": [1e-3, 1e-8]})
    if kind == "Adafactor":
        config |= each(r, .5, {"beta_2_decay": [-0.5, -1.0], "epsilon_1": [1e-8], "epsilon_2": [0.1], "clip_threshold": [0.5, 2.0],
                               "relative_step": [False]})
    if kind == "Adadelta":
        config |= each(r, .5, {"rho": [0.9, 0.5], "epsilon": [1e-3, 1e-5]})
    if kind == "Adamax":
        config |= each(r, .4, {"beta_1": [0.5, 0.8], "beta_2": [0.9, 0.99], "epsilon": [1e-3, 1e-8]})
    if kind == "Lion":
        config |= each(r, .4, {"beta_1": [0.5, 0.8, 1.0], "beta_2": [0.9, 0.5]})
    if kind in ("Nadam", "Lamb"):
        config |= each(r, .4, {"beta_1": [0.5, 0.8], "beta_2": [0.9, 0.99], "epsilon": [1e-3, 1e-5]})
    if kind == "Ftrl":
        config |= each(r, .4, {"learning_rate_power": [-0.7, -1.0], "initial_accumulator_value": [0.5], "l1_regularization_strength": [0.001, 0.01],
                               "l2_regularization_strength": [0.01], "l2_shrinkage_regularization_strength": [0.01, 0.1], "beta": [0.5]})
    if kind == "Muon":
        config |= each(r, .3, {"adam_beta_1": [0.5, 0.8], "adam_beta_2": [0.9, 0.99], "adam_weight_decay": [None, 0.1], "weight_decay": [None, 0.3],
                               "epsilon": [1e-3, 1e-5], "adam_lr_ratio": [0.5, 2.0], "exclude_layers": [["dense"], ["kernel$", "conv"]], "exclude_embeddings": [False],
                               "muon_a": [3.0], "muon_b": [-4.0], "muon_c": [1.8], "momentum": [0.8, 0.0], "ns_steps": [0, 1, 3], "nesterov": [False],
                               "rms_rate": [None, 0.4]})
    if kind == "ScheduleFreeAdamW":
        config |= each(r, .4, {"beta_1": [0.5, 0.8], "beta_2": [0.9, 0.99], "epsilon": [1e-3, 1e-5], "warmup_steps": [1, 7]})
    if kind in ("Adam", "AdamW"):
        config |= each(r, .4, {"amsgrad": [True], "beta_1": [0.5, 0.8, 0.99, 0.0], "beta_2": [0.9, 0.99, 0.5], "epsilon": [1e-3, 1e-8, 0.1]})
    return {"class_name": kind, "config": config}


def compiling(r, family, loss):
    return {"do": "compile", "optimizer": optimizer(r), "loss": loss, "metrics": r.choice(METRICS[family])}


def fitting(r, case):
    made, output = case["data"], model_output(case)
    n, family = made["n"], made["family"]
    fit = {"do": "fit", "epochs": r.choice([1, 1, 2, 3]), "shuffle": r.random() < .75, "batch_size": r.choice([b for b in BATCHES if b <= max(2, n)] + [n, n])}
    if fit["batch_size"] == 1 and n > 50:
        fit["epochs"] = 1
    chance = r.random()
    if chance < .2 and n >= 5:
        split = r.choice([0.1, 0.2, 0.25, 0.5, 1 / 3])
        if 0 < math.floor(n * (1 - split)) < n:
            fit["validation_split"] = split
    elif chance < .4:
        fit["validation_data"] = r.choice(["plain", "plain", "weighted"])
        made["nv"] = r.choice([1, 3, 7, 10, 32, 45])
    chance = r.random()
    if chance < .12:
        fit["sample_weight"] = r.choice(["w", "w", "w2"])
    elif chance < .24 and family != "mse" and len(output) == 1:
        classes = 2 if family == "binary" and output[-1] == 1 else output[-1]
        fit["class_weight"] = {str(k): r.choice([0.5, 2.0, 3.0, 0.1, 0.0, 1]) for k in range(classes) if r.random() < .7} or {"0": 2.0}
    return fit | some(r, .05, {"steps_per_execution": [1, 2, 3]})


def steps(r, case, family, loss, frozen):
    n, weights = case["data"]["n"], {"do": "weights"}
    those = [{"do": "trainable", "layer": r.choice(list(paths(case["layers"]))), "value": False}] if frozen else []
    if case["input"]:
        those.append(weights)
    elif r.random() < .3:
        those += [{"do": "predict", "n": r.choice([1, 3, n]), "batch_size": r.choice([1, 2, 32])}, weights]
    those.append(compiling(r, family, loss))
    if r.random() < .15:
        those.append(r.choice([{"do": "evaluate", "batch_size": r.choice([1, 7, 32])},
                               {"do": "predict", "n": r.choice([1, 2, 5, n]), "batch_size": r.choice([1, 3, 5, 32])}]))
    those += [fitting(r, case), weights, *going_on(r, case, family, loss)]
    those.append({"do": "evaluate", "batch_size": r.choice([1, 2, 3, 7, 32, 100, n])} | some(r, .15, {"sample_weight": ["w"]}))
    those += [{"do": "predict", "n": r.choice([1, 2, 3, 5, n, n]), "batch_size": r.choice([1, 2, 3, 5, 7, 31, 32, 33])}, weights]
    return those


def of_one_rank(steps):
    """Weights of (n, 1) and of (n,) in two fits are too much for one trace of Keras."""
    if any("class_weight" in step or step.get("sample_weight") == "w" for step in steps):
        for step in steps:
            if "sample_weight" in step:
                step["sample_weight"] = "w"


def going_on(r, case, family, loss):
    """What comes between the first fit and the end."""
    fit, weights, chance = fitting(r, case), {"do": "weights"}, r.random()
    if chance < .12:
        return [fit, weights]
    if chance < .22:
        return [compiling(r, family, loss), fit, weights]
    if chance < .32 and (names := list(paths(case["layers"]))):
        toggled = {"do": "trainable", "layer": r.choice(names), "value": r.random() < .3}
        return [toggled, *([compiling(r, family, loss)] if r.random() < .7 else []), fit, weights]
    if chance < .37:
        return [{"do": "set_weights", "factor": 0.5}, fit, weights]
    if chance < .57:
        reload = {"do": "reload", "format": r.choice(formats(case, loss)), "of": r.choice(["own", "other"])}
        anew = reload["format"] != "keras" or r.random() < .2
        return [reload, weights, *([compiling(r, family, loss)] if anew else []), *([fit, weights] if r.random() < .7 else [])]
    return []


def formats(case, loss):
    """The formats that a model can be saved in and loaded from, in Keras too."""
    found = ["keras", "keras", "weights.h5", "json"]
    if loss not in (*NAMES["mse"], "bce"):  # Keras 3 cannot read its own .h5 with a loss of such a name
        found.append("h5")
    if all(layer.get("activation") in OF_KERAS_2 and layer["type"] not in sequences.KINDS for layer in flat(case["layers"])):
        found.append("keras2.h5")
    return found


def save(r, case):
    """Lets Python write the file; where it was compiled, half of the cases go on with what the file says, but .h5, whose state Keras 3 cannot read."""
    case["pseed"], case["saved"] = r.randint(0, 10**6), r.choices(["plain", "compiled", "trained"], [40, 20, 40])[0]
    if (names := list(paths(case["layers"]))) and r.random() < .3:
        case["frozen"] = {"layer": r.choice(names), "when": r.choice(["first", "last"])}
    if case["saved"] == "plain":
        return
    first = next(step for step in case["steps"] if step["do"] == "compile")
    case["saved_compile"] = copy.deepcopy(first)
    if case["handover"] == "keras" and r.random() < .8:
        case["steps"].remove(first)
    case["load_compile"] = r.random() < .9 or first not in case["steps"]
