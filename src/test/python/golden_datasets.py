"""tf.data's orders and lengths, and Keras's fits on its datasets; Java has the same in src/test/java/kerava/data/Pipelines.java and
src/test/java/kerava/interop/DatasetFits.java, which read steps and settings from here."""
import warnings

import keras
import numpy as np
import tensorflow as tf
from keras.layers import Concatenate, Dense, Input

from golden_epochs import noisy
from golden_fits import SEED, SHORT, labels, samples
from golden_numbers import array, one_of

BATCH, SIZES = SHORT.batch_size, SHORT.sizes  # four batches, the last one partial or not
SHUFFLE = ["shuffle", 4, 3]
PIPELINES = [
    [SHUFFLE], [["shuffle", 100, 1]], [["shuffle", 1, 1]], [["shuffle", 4, 3, False]], [["shuffle", 4, 0]], [["shuffle", 4, -1]],
    [["shuffle", 4, 2 ** 40 + 3]], [["shuffle", 4, None]], [SHUFFLE, ["shuffle", 3, 1]],
    [SHUFFLE, ["repeat", 2]], [SHUFFLE, ["repeat", 1]], [["repeat", 0]], [SHUFFLE, ["batch", 4], ["repeat", 2]],
    [SHUFFLE, ["batch", 4], ["repeat", 1]], [SHUFFLE, ["repeat", 2], ["repeat", 2]], [["repeat", 2], SHUFFLE],
    [SHUFFLE, ["repeat", None], ["take", 25]], [SHUFFLE, ["batch", 4], ["repeat", None], ["take", 7]], [SHUFFLE, ["take", 4], ["repeat", 3]],
    [SHUFFLE, ["take", 0]], [SHUFFLE, ["take", 40]], [SHUFFLE, ["skip", 4]], [SHUFFLE, ["skip", 40]], [SHUFFLE, ["skip", 0], ["repeat", 2]],
    [SHUFFLE, ["skip", 4], ["repeat", 2]], [SHUFFLE, ["batch", 3, True]], [["batch", 5, True]], [["batch", 4], SHUFFLE],
    [SHUFFLE, ["even"]], [["even"], SHUFFLE, ["batch", 2]], [SHUFFLE, ["plus", 7], ["repeat", 2]], [SHUFFLE, ["even"], ["repeat", None], ["take", 9]],
    [SHUFFLE, ["cache"]], [["cache"], SHUFFLE], [SHUFFLE, ["cache"], ["repeat", 2]], [SHUFFLE, ["prefetch", 2]],
    [SHUFFLE, ["concatenate", [["shuffle", 3, 5]]]], [SHUFFLE, ["itself"]], [["batch", 4], ["concatenate", [["batch", 3]]]],
    [["repeat", None], ["skip", 3], ["take", 4]], [["even"], ["take", 2]], [["even"], ["repeat", 2]],
]


def of(source, steps):
    """source after steps; a concatenated dataset begins at it again."""
    dataset = source
    for name, *settings in steps:
        dataset = dataset.concatenate(of(source, settings[0])) if name == "concatenate" else step(dataset, name, settings)
    return dataset


def step(dataset, name, settings):
    if name == "shuffle":
        return dataset.shuffle(settings[0], seed=settings[1], reshuffle_each_iteration=settings[2] if len(settings) > 2 else True)
    if name == "even":
        return dataset.filter(lambda v: v % 2 == 0)
    if name == "all":  # of unknown length
        return dataset.filter(lambda *parts: True)
    if name == "plus":
        return dataset.map(lambda v: v + settings[0])
    if name == "double":
        return dataset.map(lambda x, *others: (x * 2, *others))
    if name == "itself":
        return dataset.concatenate(dataset)
    return getattr(dataset, name)(*settings)


def dataset_orders():
    return {"seed": SEED, "n": 10, "cases": [ordered(steps, seed) for steps in PIPELINES for seed in (SEED, None)
                                             if seed is not None or ["shuffle", 4, None] not in steps]}


def ordered(steps, seed):
    tf.random.set_seed(seed)
    dataset = of(tf.data.Dataset.range(10), steps)
    return {"seed": seed, "steps": steps, "cardinality": int(dataset.cardinality()),
            "passes": [[np.asarray(each).reshape(-1).tolist() for each in dataset] for _ in range(3)]}


FITS = {
    "batches": {"epochs": 3, "steps": [["batch", BATCH]]},
    "shuffled": {"epochs": 4, "steps": [["shuffle", 8, 3], ["batch", BATCH]]},
    "shuffled without a seed": {"epochs": 3, "steps": [["shuffle", 100, None], ["batch", BATCH]]},
    "the same order": {"epochs": 3, "steps": [["shuffle", 8, 3, False], ["batch", BATCH]]},
    "remainder dropped": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH, True]]},
    "cached and mapped": {"epochs": 3, "steps": [["cache"], ["shuffle", 8, 3], ["double"], ["batch", BATCH], ["prefetch", 2]]},
    "taken": {"epochs": 3, "steps": [["shuffle", 8, 3], ["skip", 2], ["take", 15], ["batch", BATCH]]},
    "growing batches": {"epochs": 3, "steps": [["batch", 4], ["concatenate", [["batch", 9]]], ["concatenate", [["batch", 2]]]]},
    "one large batch": {"epochs": 3, "steps": [["batch", 100]]},
    "repeated": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH], ["repeat", 2]]},
    "unknown length": {"epochs": 4, "steps": [["all"], ["shuffle", 8, 3], ["batch", BATCH]]},
    "no end": {"epochs": 4, "steps": [["shuffle", 8, 3], ["batch", BATCH], ["repeat", None]], "steps_per_epoch": 3},
    "no end, repeated samples": {"epochs": 4, "steps": [["repeat", None], ["shuffle", 8, 3], ["batch", BATCH]], "steps_per_epoch": 3},
    "steps": {"epochs": 5, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "steps_per_epoch": 3},
    "steps, as many as there are": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "steps_per_epoch": 4},
    "steps, more than there are": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "steps_per_epoch": 9},
    "steps, unknown length": {"epochs": 6, "steps": [["all"], ["shuffle", 8, 3], ["batch", BATCH]], "steps_per_epoch": 3},
    "steps, more than an unknown length": {"epochs": 3, "steps": [["all"], ["shuffle", 8, 3], ["batch", BATCH]], "steps_per_epoch": 9},
    "two at once": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "steps_per_execution": 2},
    "three at once": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "steps_per_execution": 3},
    "three at once, unknown length": {"epochs": 4, "steps": [["all"], ["shuffle", 8, 3], ["batch", BATCH]], "steps_per_execution": 3},
    "three at once, steps": {"epochs": 5, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "steps_per_execution": 3, "steps_per_epoch": 2},
    "three at once, no end": {"epochs": 4, "steps": [["shuffle", 8, 3], ["batch", BATCH], ["repeat", None]], "steps_per_execution": 3,
                              "steps_per_epoch": 4},
    "validation": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "validation": [["take", 10], ["batch", 4]]},
    "validation, shuffled": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH]],
                             "validation": [["shuffle", 8, 5], ["batch", 4]], "validation_steps": 2},
    "validation of the same shuffle": {"epochs": 3, "shared": [["shuffle", 8, 3]], "steps": [["skip", 8], ["batch", BATCH]],
                                       "validation": [["take", 8], ["batch", 4]]},
    "validation without end": {"epochs": 3, "steps": [["batch", BATCH]], "validation": [["shuffle", 8, 5], ["batch", 4], ["repeat", None]],
                               "validation_steps": 3},
    "validation, unknown length": {"epochs": 3, "steps": [["batch", BATCH]], "validation": [["all"], ["shuffle", 8, 5], ["batch", 4]],
                                   "validation_steps": 2, "validation_freq": 2},
    "validation on arrays": {"epochs": 2, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "validation_arrays": 10, "validation_batch_size": 4},
    "weights": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "weights": True},
    "class_weight": {"epochs": 3, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "class_weight": [2.0, 0.5, 1.5]},
    "initial_epoch": {"epochs": 4, "steps": [["shuffle", 8, 3], ["batch", BATCH]], "initial_epoch": 1},
}
PARTS = {"by name": {"named": True}, "in order": {"named": False}}


def dataset_fits():
    n = max(SIZES)
    return {"seed": SEED, "x": array(samples((5,), n)), "y": labels(n).tolist(), "weights": array(weights(n)),
            "fits": [{"case": name, "n": size} | fitted(size, **case) for name, case in FITS.items() for size in [one_of(SIZES, name)]],
            "parts": [{"case": name} | branched(**case) for name, case in PARTS.items()]}


def weights(n):
    return ((np.arange(n) * 7 % 5 + 1) / 4).astype("float32")


def fitted(n, steps, validation=None, validation_arrays=0, steps_per_execution=1, weights=False, class_weight=None, shared=(), **settings):
    told = dict(settings, steps=steps, validation=validation, validation_arrays=validation_arrays, steps_per_execution=steps_per_execution,
                weighted=weights, class_weight=class_weight, shared=list(shared))
    model = noisy(steps_per_execution)
    x, y = samples((5,), max(SIZES))[:n], labels(max(SIZES))[:n]
    source = tf.data.Dataset.from_tensor_slices((x, y, globals()["weights"](n)) if weights else (x, y))
    source = of(source, shared)
    if validation:
        settings["validation_data"] = of(source, validation)
    if validation_arrays:
        settings["validation_data"] = x[:validation_arrays], y[:validation_arrays]
    if class_weight:
        settings["class_weight"] = dict(enumerate(class_weight))
    dataset = of(source, steps)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        left = model.fit(dataset, verbose=0, **settings)
    warned = sorted({str(each.message) for each in caught if "ran out" in str(each.message)})
    short = (of(source, steps) if ["repeat", None] in steps else dataset).take(3)  # of what has no end TensorFlow reads ahead, nobody knows how far
    return {"settings": told, "warned": warned, "history": left.history, "epochs": left.epoch,
            "weights": [array(w) for w in model.get_weights()], "evaluate": model.evaluate(short, verbose=0),
            "predict": array(model.predict(short, verbose=0))}


def branched(named):
    """Two inputs, two outputs, weights for each."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    a, b = Input((5,), name="a"), Input((5,), name="b")
    joined = Concatenate()([Dense(4, "tanh")(a), b])
    model = keras.Model([a, b], [Dense(4, "softmax", name="kind")(joined), Dense(1, name="size")(joined)])
    losses = {"kind": "sparse_categorical_crossentropy", "size": "mse"}
    model.compile("adam", losses if named else list(losses.values()))
    n = max(SIZES)
    x, y, w = samples((5,), n), labels(n), weights(n)
    parts = ({"b": x[::-1].copy(), "a": x}, {"kind": y, "size": x[:, :1]}, (w, 1 / w))
    if not named:
        parts = (x, parts[0]["b"]), tuple(parts[1].values()), parts[2]
    dataset = tf.data.Dataset.from_tensor_slices(parts).shuffle(8, seed=3).batch(BATCH)
    left = model.fit(dataset, epochs=2, verbose=0)
    predicted = model.predict(dataset.take(2), verbose=0)
    return {"named": named, "history": left.history, "weights": [array(each) for each in model.get_weights()],
            "predict": [array(each) for each in predicted]}


def records(file):
    """Examples as those of TfRecords.java: src/test/resources/kerava/records.tfrecord."""
    def feature(**lists):
        return tf.train.Feature(**lists)

    with tf.io.TFRecordWriter(str(file)) as writer:
        for i in range(3):
            writer.write(tf.train.Example(features=tf.train.Features(feature={
                "image": feature(float_list=tf.train.FloatList(value=[i, i + 0.5])),
                "label": feature(int64_list=tf.train.Int64List(value=[i])),
                "name": feature(bytes_list=tf.train.BytesList(value=[f"nämé {i}".encode()])),
                "raw": feature(bytes_list=tf.train.BytesList(value=[bytes([i, 255, 0])]))})).SerializeToString())
