"""What is odd in a training step: gradients of rows, learning rates that change, metrics that are no means. Java has the same cases in
src/test/java/kerava/interop/StepFits.java."""
import keras
import numpy as np
from keras import Sequential
from keras.layers import Dense, Embedding, Flatten, Input

from golden_fits import CLASSES, OPTIMIZERS, SEED, SHORT, labels
from golden_numbers import array

# ---- gradients of rows

OF_ROWS = ["sgd, faster", "sgd with momentum", "sgd with nesterov", "rmsprop, other settings", "rmsprop with momentum",
           "adagrad, other settings", "adam", "adam, amsgrad", "adafactor", "adafactor, other settings"]
TABLES = [(7, 5), (9, 16)]  # of a size that is no multiple of 16, and of one that is


def row_fits():
    """Each optimizer on an Embedding whose rows come several times in a batch, and some never."""
    n = max(SHORT.sizes)
    x = np.random.RandomState(6).randint(0, 6, (n, 4)).astype("float32")
    y = labels(n)
    return SHORT.told() | {"x": array(x), "y": array(y),
                           "fits": [{"case": name, "n": size, "table": table, **rows(name, table, x[:size], y[:size])}
                                    for name in OF_ROWS for size, table in zip(SHORT.sizes, TABLES)]}


def rows(name, table, x, y):
    return fitted(lambda: [Input((4,)), Embedding(*table), Flatten(), Dense(CLASSES, "softmax")], OPTIMIZERS[name](), x, y)


def fitted(layers, optimizer, x, y):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Sequential(layers())
    model.compile(optimizer, "sparse_categorical_crossentropy")
    history = model.fit(x, y, epochs=SHORT.epochs, batch_size=SHORT.batch_size, verbose=0).history
    return {"history": history, "weights": [array(w) for w in model.get_weights()]}
