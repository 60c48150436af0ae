"""Fits in which the optimizer does more than its formula. Java reads each model and each optimizer from its JSON and does the same
(src/test/java/kerava/interop/SettingFits.java)."""
import json

import keras
import numpy as np
from keras import Input, Sequential, layers as l

import golden_optimizers
import golden_sequences
import sequence_models
from golden_numbers import array, thinned

O = keras.optimizers
FLOAT32, FLOAT16 = "float32", "mixed_float16"


def scaled(inner, scale=2.0 ** 15, steps=2000):
    return O.LossScaleOptimizer(inner, initial_scale=scale, dynamic_growth_steps=steps)


several = golden_optimizers.several


MODELS = {
    "dense": lambda: Sequential([Input((5,)), l.Dense(16, "tanh"), l.Dense(7, "tanh"), l.Dense(3)]),
    "narrow": lambda: Sequential([Input((5,)), l.Dense(7, "tanh"), l.Dense(3)]),
    "constrained": lambda: Sequential([Input((5,)), l.Dense(8, "tanh", kernel_constraint="unit_norm"), l.Dense(3, bias_constraint="non_neg")]),
    "normalized": lambda: Sequential([Input((5,)), l.Dense(8, use_bias=False), l.BatchNormalization(), l.Activation("tanh"), l.Dense(3)]),
    "without a gradient": lambda: Sequential([Input((5,)), l.Dense(8, "tanh", kernel_constraint="unit_norm"), l.Dense(4, "tanh"), l.Dropout(1.0),
                                             l.Dense(8, "tanh"), l.Dense(3)]),
    "embedded": lambda: Sequential([Input((5,), name="ids"), l.Embedding(9, 4), l.Flatten(), l.Dense(3)]),
}
# A scale from which some steps overflow, and that grows until some do again.
HIGH = 2.0 ** 126
# name: the model, the policy under which it is made, and its optimizer
STORED = {
    "scaled": ("dense", FLOAT32, lambda: scaled(O.SGD(0.01, momentum=0.9))),
    "scaled, growing": ("dense", FLOAT32, lambda: scaled(O.Adam(0.01, epsilon=1e-3), 3.7, 2)),
    "scaled, some steps left out": ("dense", FLOAT32, lambda: scaled(O.SGD(0.001, momentum=0.5), HIGH, 2)),
    "scaled, every second step left out": ("narrow", FLOAT32, lambda: scaled(O.RMSprop(0.01, epsilon=1e-3), HIGH, 1)),
    "scaled, constrained": ("constrained", FLOAT32, lambda: scaled(O.SGD(0.001), HIGH, 2)),
    "scaled, normalized": ("normalized", FLOAT32, lambda: scaled(O.SGD(0.001), HIGH, 2)),
    "scaled, rows": ("embedded", FLOAT32, lambda: scaled(O.SGD(0.01), HIGH, 2)),
    "scaled, by schedule": ("dense", FLOAT32, lambda: scaled(O.SGD(O.schedules.ExponentialDecay(0.001, 2, 0.5)), HIGH, 2)),
    "scaled, clipped and decayed": ("dense", FLOAT32, lambda: scaled(O.SGD(0.05, clipnorm=0.1, weight_decay=0.3), HIGH, 2)),
    "scaled by itself": ("dense", FLOAT16, lambda: O.SGD(0.001)),
    "scaled by itself, with adam": ("narrow", FLOAT16, lambda: O.Adam(0.01, epsilon=1e-3)),
    "scaled by itself, normalized": ("normalized", FLOAT16, lambda: O.SGD(0.001, momentum=0.5)),
    "scaled by a factor": ("dense", FLOAT32, lambda: O.SGD(0.01, momentum=0.9, loss_scale_factor=3.7)),
    "scaled by a factor, plain": ("narrow", FLOAT32, lambda: O.SGD(0.01, loss_scale_factor=3.7)),
    "scaled by a factor, clipped": ("constrained", FLOAT32, lambda: O.RMSprop(0.01, epsilon=1e-3, clipnorm=0.1, loss_scale_factor=100.0)),
    "scaled by a factor, with adam": ("dense", FLOAT16, lambda: scaled(O.Adam(0.01, epsilon=1e-3, loss_scale_factor=3.7), 2.0 ** 8)),
    "decayed where there is a gradient": ("without a gradient", FLOAT32, lambda: O.AdamW(0.01, epsilon=1e-3, weight_decay=0.3)),
    "decayed and clipped where there is a gradient": ("without a gradient", FLOAT32, lambda: O.SGD(0.01, momentum=0.5, weight_decay=0.3, global_clipnorm=0.1)),
    "decayed and scaled where there is a gradient": ("without a gradient", FLOAT32, lambda: scaled(O.Adadelta(0.5, weight_decay=0.3), HIGH, 2)),
    "averaged": ("dense", FLOAT32, lambda: O.SGD(0.01, momentum=0.9, use_ema=True)),
    "averaged, constrained": ("constrained", FLOAT32, lambda: O.SGD(0.01, use_ema=True, ema_momentum=0.6, ema_overwrite_frequency=2)),
    "averaged, normalized": ("normalized", FLOAT32, lambda: O.Adam(0.01, epsilon=1e-3, amsgrad=True, use_ema=True, ema_overwrite_frequency=4)),
    "averaged where there is no gradient": ("without a gradient", FLOAT32, lambda: O.SGD(0.01, momentum=0.5, use_ema=True, ema_momentum=0.7,
                                                                                         ema_overwrite_frequency=3)),
    "averaged rows": ("embedded", FLOAT32, lambda: O.SGD(0.01, use_ema=True, ema_momentum=0.6)),
    "gradients of steps": ("dense", FLOAT32, lambda: O.SGD(0.01, momentum=0.9, gradient_accumulation_steps=2)),
    "gradients of steps, constrained": ("constrained", FLOAT32, lambda: O.SGD(0.01, gradient_accumulation_steps=3)),
    "gradients of steps where there is one": ("without a gradient", FLOAT32, lambda: O.AdamW(0.01, epsilon=1e-3, weight_decay=0.3,
                                                                                            gradient_accumulation_steps=2)),
    "gradients of steps, of rows": ("embedded", FLOAT32, lambda: O.Nadam(0.01, epsilon=1e-3, gradient_accumulation_steps=2)),
    "gradients of steps, by schedule": ("dense", FLOAT32, lambda: O.SGD(O.schedules.ExponentialDecay(0.01, 2, 0.5), weight_decay=0.3, gradient_accumulation_steps=2)),
    "gradients of steps, scaled by a factor, averaged": ("narrow", FLOAT32, lambda: O.Ftrl(0.01, loss_scale_factor=3.7, use_ema=True, ema_momentum=0.5,
                                                                                           ema_overwrite_frequency=2, gradient_accumulation_steps=2)),
    "gradients of steps, scaled by itself": ("dense", FLOAT16, lambda: O.Lion(0.001, gradient_accumulation_steps=2, use_ema=True)),
    "several": ("dense", FLOAT32, lambda: several(O.SGD(0.01, momentum=0.9), {"dense/kernel": O.Adam(0.01, epsilon=1e-3), ".*_2/.*": O.Nadam(0.01, epsilon=1e-3)})),
    "several, one of them without weights": ("narrow", FLOAT32, lambda: several(O.Nadam(0.01, epsilon=1e-3), {".*kernel": O.RMSprop(0.01, epsilon=1e-3),
                                                                                                             ".*bias": O.Adagrad(0.05)})),
    "several, each with its options": ("dense", FLOAT32, lambda: several(
        O.SGD(0.01, global_clipnorm=0.5, weight_decay=0.3), {"dense/.*": O.Adam(0.01, epsilon=1e-3, use_ema=True, ema_momentum=0.6),
                                                             "dense_1/.*": O.SGD(0.01, momentum=0.5, gradient_accumulation_steps=2)})),
    "several, by schedule": ("dense", FLOAT32, lambda: several(O.SGD(O.schedules.ExponentialDecay(0.01, 2, 0.5)), {".*bias": O.Lion(0.001)})),
    "several, scaled by a factor": ("narrow", FLOAT32, lambda: several(O.SGD(0.01, loss_scale_factor=2.0), {".*bias": O.RMSprop(0.01, epsilon=1e-3)}, 3.7)),
    "several, constrained": ("constrained", FLOAT32, lambda: several(O.SGD(0.01), {".*bias": O.Adam(0.01, epsilon=1e-3)})),
    "several, rows": ("embedded", FLOAT32, lambda: several(O.SGD(0.01), {"embedding/.*": O.Adam(0.01, epsilon=1e-3)})),
    "several, muon and one that begins as the weights": ("dense", FLOAT32, lambda: several(O.Muon(0.01, epsilon=1e-3), {
        "dense/.*": O.ScheduleFreeAdamW(0.01, epsilon=1e-3)})),
    "scaled, several": ("dense", FLOAT32, lambda: scaled(several(O.SGD(0.001, momentum=0.5), {".*bias": O.Adam(0.01, epsilon=1e-3)}), HIGH, 2)),
    "scaled by itself, several": ("dense", FLOAT16, lambda: several(O.SGD(0.001, weight_decay=0.3), {".*bias": O.Nadam(0.01, epsilon=1e-3)})),
    "scaled in float16": ("dense", FLOAT16, lambda: scaled(O.SGD(0.001), 2.0 ** 20, 2)),
}
# What does not decay is in no file.
UNSAVED = {"sgd, weight decay but of biases", "muon, decay but of kernels", "schedule-free adamw, without decay of biases"}


def every():
    """Every setting of every optimizer, but of several in one, under a scale that leaves steps out."""
    return {f"scaled {name}": (("dense", "narrow")[i % 2], FLOAT32, lambda make=make: scaled(make(), HIGH, 2))
            for i, (name, make) in enumerate(golden_optimizers.OPTIMIZERS.items()) if name not in UNSAVED and not name.startswith("several")}


# What a clipped step of a high scale rounds depends on the processor's kernels.
OF_KERNELS = {"scaled, clipped and decayed"}


def setting_fits(stored=True, sizes=(18, 20), parts=1):
    cases = STORED if stored else {**STORED, **every()}
    return {"seed": golden_sequences.SEED, "epochs": golden_sequences.EPOCHS, "batch_size": sequence_models.BATCH,
            "fits": [fitted(name, *cases[name], sizes[i % len(sizes)]) for i, name in enumerate(cases) if thinned([name], parts) and (not stored or name not in OF_KERNELS)]}


def begin(policy):
    keras.backend.clear_session()  # forgets the policy too
    keras.config.set_dtype_policy(policy)
    keras.utils.set_random_seed(golden_sequences.SEED)


def fitted(name, model, policy, optimizer, n):
    try:
        begin(policy)
        architecture = MODELS[model]().to_json()
        begin(policy)
        model = keras.models.model_from_json(architecture)
        made = optimizer()
        described = json.dumps(keras.optimizers.serialize(made))
        model.compile(made, "mean_squared_error")
        state = np.random.RandomState(3)
        ids = model.inputs[0].name == "ids"
        x = [(state.randint(0, 8, (n, 5)) if ids else state.randn(n, 5)).astype("float32")]
        y = (10 * np.random.RandomState(5).randn(n, 3)).astype("float32")
        outcome = golden_sequences.trained(model, x, [y], golden_sequences.EPOCHS)
    finally:
        keras.config.set_dtype_policy(FLOAT32)
    fit = {"case": name, "policy": policy, "model": architecture, "optimizer": described, **outcome}
    fit["variables"] = [array(v.numpy().astype("float64")) for v in model.optimizer.variables]
    return fit
