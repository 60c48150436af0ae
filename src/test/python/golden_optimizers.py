"""Fits with one optimizer after the other, each in its several settings, on small models of Dense layers; Java has the same under the same names
(src/test/java/kerava/interop/OptimizerFits.java), and the model that is compiled again and again in RecompiledFits.java."""
import keras
from keras import Sequential
from keras.layers import BatchNormalization, Dense, Dropout, Input

from golden_fits import CLASSES, LIVE, LONG, SEED, SHORT, fitted, head, labels, outcome, samples
from golden_numbers import array, one_of, thinned

O = keras.optimizers


def spared(optimizer, *names):
    optimizer.exclude_from_weight_decay(var_names=list(names))
    return optimizer


def several(default, by_key, scale=None):
    return O.MultiOptimizer(O.OptimizerMap(default, by_key), loss_scale_factor=scale)


def twice(one, other):
    return several(one, {".*dense[_0-9]*/kernel": other, ".*dense[_0-9]*/bias": one})


OPTIMIZERS = {
    "sgd": lambda: O.SGD(),
    "sgd, faster": lambda: O.SGD(0.1),
    "sgd with momentum": lambda: O.SGD(0.05, momentum=0.9),
    "sgd with nesterov": lambda: O.SGD(0.03, momentum=0.8, nesterov=True),
    "sgd with nesterov, no momentum": lambda: O.SGD(0.03, nesterov=True),
    "rmsprop": lambda: O.RMSprop(),
    "rmsprop, other settings": lambda: O.RMSprop(0.01, rho=0.7, epsilon=1e-4),
    "rmsprop with momentum": lambda: O.RMSprop(0.002, momentum=0.9),
    "rmsprop, centered": lambda: O.RMSprop(0.002, centered=True),
    "rmsprop, centered with momentum": lambda: O.RMSprop(0.002, rho=0.8, momentum=0.5, epsilon=1e-5, centered=True),
    "adagrad": lambda: O.Adagrad(),
    "adagrad, other settings": lambda: O.Adagrad(0.05, initial_accumulator_value=0.01, epsilon=1e-3),
    "adafactor": lambda: O.Adafactor(),
    "adafactor, other settings": lambda: O.Adafactor(0.05, beta_2_decay=-0.7, epsilon_1=1e-8, epsilon_2=0.02, clip_threshold=0.8, relative_step=False),
    "adam": lambda: O.Adam(),
    "adam, other settings": lambda: O.Adam(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
    "adam, amsgrad": lambda: O.Adam(0.01, beta_2=0.9, amsgrad=True),
    "adamw": lambda: O.AdamW(0.02, epsilon=1e-3),
    "adamw, other settings": lambda: O.AdamW(0.02, 0.3, beta_1=0.8, beta_2=0.95, epsilon=1e-3, amsgrad=True),
    "adamax": lambda: O.Adamax(),
    "adamax, other settings": lambda: O.Adamax(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.3, clipnorm=0.1),
    "adadelta": lambda: O.Adadelta(),
    "adadelta, other settings": lambda: O.Adadelta(0.5, rho=0.8, epsilon=1e-3, weight_decay=0.01, global_clipnorm=0.1),
    "lion": lambda: O.Lion(),
    "lion, other settings": lambda: O.Lion(0.01, beta_1=0.7, beta_2=0.8, weight_decay=0.3, clipnorm=0.1),
    "nadam": lambda: O.Nadam(),
    "nadam, other settings": lambda: O.Nadam(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.3, clipvalue=0.05),
    "ftrl": lambda: O.Ftrl(),
    "ftrl, other settings": lambda: O.Ftrl(0.05, learning_rate_power=-0.7, initial_accumulator_value=0.2, l1_regularization_strength=0.001,
                                           l2_regularization_strength=0.01, l2_shrinkage_regularization_strength=0.02, beta=0.5),
    "ftrl, clipnorm and weight decay": lambda: O.Ftrl(0.05, clipnorm=0.1, weight_decay=0.3),
    "lamb": lambda: O.Lamb(),
    "lamb, other settings": lambda: O.Lamb(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.3, global_clipnorm=0.1),
    "muon": lambda: O.Muon(),
    "muon, other settings": lambda: O.Muon(0.02, adam_beta_1=0.8, adam_beta_2=0.95, adam_weight_decay=0.1, epsilon=1e-3, weight_decay=0.3, adam_lr_ratio=0.5,
                                           muon_a=3.0, muon_b=-4.0, muon_c=1.8, momentum=0.8, ns_steps=3, rms_rate=0.4, clipnorm=0.1),
    "muon, without nesterov": lambda: O.Muon(0.02, nesterov=False, epsilon=1e-3, weight_decay=None),
    "muon, without rms rate": lambda: O.Muon(0.02, rms_rate=None, epsilon=1e-3, adam_weight_decay=None),
    "muon, layers excluded": lambda: O.Muon(0.02, exclude_layers=["^sequential[_0-9]*/dense[_0-9]*/k.+l$"], epsilon=1e-3),
    "muon, decay but of kernels": lambda: spared(O.Muon(0.02, weight_decay=0.3, adam_weight_decay=0.3, epsilon=1e-3), "kernel"),
    "muon, gradients of two steps, averaged": lambda: O.Muon(0.02, epsilon=1e-3, global_clipnorm=0.1, use_ema=True, ema_momentum=0.8,
                                                             gradient_accumulation_steps=2),
    "schedule-free adamw": lambda: O.ScheduleFreeAdamW(epsilon=1e-3),
    "schedule-free adamw, other settings": lambda: O.ScheduleFreeAdamW(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, warmup_steps=7, weight_decay=0.3, clipnorm=0.1),
    "schedule-free adamw, without decay of biases": lambda: spared(O.ScheduleFreeAdamW(0.02, epsilon=1e-3, weight_decay=0.3, global_clipnorm=0.1), "bias"),
    "schedule-free adamw, gradients of two steps, averaged": lambda: O.ScheduleFreeAdamW(0.02, epsilon=1e-3, clipvalue=0.05, use_ema=True, ema_momentum=0.8,
                                                                                         ema_overwrite_frequency=3, gradient_accumulation_steps=2),
    "several": lambda: several(O.SGD(0.1), {".*kernel": O.Adam(0.02, epsilon=1e-3)}),
    "several, one of them twice": lambda: twice(O.Nadam(0.02, epsilon=1e-3), O.SGD(0.05, momentum=0.9)),
    "several, each with its options": lambda: several(spared(O.AdamW(0.02, epsilon=1e-3, weight_decay=0.3, global_clipnorm=0.1), "bias"),
                                                      {".*bias": O.SGD(0.1, use_ema=True, ema_momentum=0.8, gradient_accumulation_steps=2)}),
    "sgd, clipnorm": lambda: O.SGD(0.1, clipnorm=0.1),
    "sgd, global clipnorm": lambda: O.SGD(0.1, global_clipnorm=0.1),
    "sgd, clipvalue": lambda: O.SGD(0.1, clipvalue=0.01),
    "sgd, weight decay": lambda: O.SGD(0.1, weight_decay=0.3),
    "sgd, weight decay but of biases": lambda: spared(O.SGD(0.1, weight_decay=0.3), "bias"),
    "sgd with momentum, clipnorm and weight decay": lambda: O.SGD(0.05, momentum=0.9, clipnorm=0.1, weight_decay=0.3),
    "rmsprop, global clipnorm and weight decay": lambda: O.RMSprop(0.01, rho=0.7, epsilon=1e-4, global_clipnorm=0.1, weight_decay=0.3),
    "adagrad, clipnorm": lambda: O.Adagrad(0.05, initial_accumulator_value=0.01, epsilon=1e-3, clipnorm=0.1),
    "adafactor, global clipnorm and weight decay": lambda: O.Adafactor(0.05, global_clipnorm=0.1, weight_decay=0.3),
    "adam, clipvalue and weight decay": lambda: O.Adam(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, clipvalue=0.05, weight_decay=0.3),
    "adam, averaged": lambda: O.Adam(0.02, epsilon=1e-3, use_ema=True, ema_momentum=0.9),
    "sgd, averaged again and again": lambda: O.SGD(0.1, weight_decay=0.3, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=3),
    "sgd, gradients of two steps": lambda: O.SGD(0.1, gradient_accumulation_steps=2),
    "rmsprop, gradients of three steps": lambda: O.RMSprop(0.01, epsilon=1e-4, momentum=0.5, weight_decay=0.3, gradient_accumulation_steps=3),
    "nadam, gradients of two steps": lambda: O.Nadam(0.02, epsilon=1e-3, clipnorm=0.1, gradient_accumulation_steps=2),
    "adam, gradients of two steps, averaged": lambda: O.Adam(0.02, epsilon=1e-3, global_clipnorm=0.1, weight_decay=0.3, use_ema=True, ema_momentum=0.8,
                                                             ema_overwrite_frequency=2, gradient_accumulation_steps=2),
}
# Units of Dense layers on five features: some weights' sizes are multiples of 16 and some are not, all are, none is.
UNITS = {"mixed": (16, 7, CLASSES), "aligned": (16, 16), "odd": (7, CLASSES)}


def optimizer_fits(length=SHORT, parts=1):
    """Each on the model "mixed" with the first size, stored ones on this or on "odd" with the second, long ones on all three with both."""
    n = max(length.sizes)
    both = list(zip(("mixed", "odd"), length.sizes))
    pairs = {SHORT: lambda name: [one_of(both, name)], LIVE: lambda name: both[:1],
             LONG: lambda name: [(model, n) for model in UNITS for n in length.sizes]}[length]
    return length.told() | {"units": UNITS, "x": array(samples((5,), n)), "y": array(labels(n)),
                            "fits": [{"case": name, "model": model, "n": n} | with_optimizer(name, model, n, length)
                                     for name in thinned(OPTIMIZERS, parts) for model, n in pairs(name)]}


def dense(model):
    *hidden, last = UNITS[model]
    return [Input((5,)), *[Dense(units, "tanh") for units in hidden], Dense(last, "softmax")]


def with_optimizer(name, model, n, length):
    x, y = samples((5,), max(length.sizes)), labels(max(length.sizes))
    return fitted(lambda: dense(model), OPTIMIZERS[name](), "sparse_categorical_crossentropy", x[:n], y[:n], length)


# ---- one model compiled again and again

AGAIN = ["adam", "sgd with momentum", "adam", "rmsprop, centered"]


def recompiled_fits():
    """One model, compiled with one optimizer of optimizer_fits after the other: weights, moving statistics and dropout's generator go on,
    the optimizer starts afresh. What each fit left."""
    n = max(SHORT.sizes)
    x, y = samples((5,), n), labels(n)
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Sequential([Input((5,)), Dense(8, "relu"), Dropout(0.4), Dense(6, use_bias=False), BatchNormalization(),
                              Dropout(0.2, seed=3), *head()])
    fits = []
    for name in AGAIN:
        model.compile(OPTIMIZERS[name](), "sparse_categorical_crossentropy", metrics=["accuracy"])
        fits.append({"case": name, "n": n} | outcome(model, x, y, SHORT))
    return SHORT.told() | {"x": array(x), "y": array(y), "fits": fits}
