"""Fits with a training step of one's own, as Keras's guide "Customizing what happens in fit()" overrides it. Java has the same steps under the same
names in src/test/java/kerava/interop/TrainStepFits.java."""
import dataclasses

import keras
import tensorflow as tf
from keras.layers import BatchNormalization, Dense, Dropout, Input
from keras.regularizers import L2

from golden_fits import CLASSES, SEED, SHORT, labels, outcome, samples
from golden_optimizers import OPTIMIZERS
from golden_numbers import array

LOSS = "sparse_categorical_crossentropy"


class Own(keras.Sequential):
    """A model whose step is told apart from it."""

    def __init__(self, step, layers, own=()):
        super().__init__(layers)
        self.step = step
        self.own = [keras.metrics.Mean(name=name) for name in own]

    def train_step(self, data):
        self.step(self, *keras.utils.unpack_x_y_sample_weight(data))
        return self.get_metrics_result()

    def apply(self, gradients):
        self.optimizer.apply(gradients, self.trainable_variables)

    def tell(self, x, y, y_pred, loss, **own):
        """As Keras's own step."""
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss, sample_weight=tf.shape(x)[0])
            elif metric.name in own:
                metric.update_state(own[metric.name])
            else:
                metric.update_state(y, y_pred)


def forward(model, x, y):
    y_pred = model(x, training=True)
    return y_pred, model.compute_loss(y=y, y_pred=y_pred)


def guide(model, x, y, _):
    """The guide's own words."""
    with tf.GradientTape() as tape:
        y_pred = model(x, training=True)
        loss = model.compute_loss(y=y, y_pred=y_pred)
    trainable_vars = model.trainable_variables
    gradients = tape.gradient(loss, trainable_vars)
    model.optimizer.apply(gradients, trainable_vars)
    for metric in model.metrics:
        if metric.name == "loss":
            metric.update_state(loss)
        else:
            metric.update_state(y, y_pred)


def changed(change):
    """Keras's step with other gradients."""
    def step(model, x, y, _):
        with tf.GradientTape() as tape:
            y_pred, loss = forward(model, x, y)
        model.apply(change(tape.gradient(loss, model.trainable_variables)))
        model.tell(x, y, y_pred, loss)
    return step


def by_norm(gradients):
    norm = tf.sqrt(sum(tf.reduce_sum(tf.square(g)) for g in gradients))
    return [g * tf.minimum(0.1 / norm, 1.0) for g in gradients]


def adversarial(model, x, y, _):
    """Trains on samples that are moved to where the loss grows."""
    with tf.GradientTape() as tape:
        tape.watch(x)
        clean = forward(model, x, y)[1]
    dx = tape.gradient(clean, x)
    moved = x + dx * 0.5
    with tf.GradientTape() as tape:
        y_pred, loss = forward(model, moved, y)
    model.apply(tape.gradient(loss, model.trainable_variables))
    model.tell(x, y, y_pred, loss, clean=clean)


def consistent(model, x, y, _):
    """Two passes under different noise are to agree."""
    with tf.GradientTape() as tape:
        one = model(x, training=True)
        other, loss = forward(model, x, y)
        apart = tf.reduce_mean(tf.square(one - other), axis=1)
        loss = loss + tf.reduce_mean(apart) * 3.0
    model.apply(tape.gradient(loss, model.trainable_variables))
    model.tell(x, y, other, loss, apart=apart)


def penalized(model, x, y, _):
    with tf.GradientTape() as tape:
        y_pred, loss = forward(model, x, y)
        penalty = tf.reduce_sum(tf.abs(model.trainable_variables[0])) * 0.01
        loss = loss + penalty
    model.apply(tape.gradient(loss, model.trainable_variables))
    model.tell(x, y, y_pred, loss, penalty=penalty)


def dense():
    return [Input((5,)), Dense(7, "tanh"), Dense(CLASSES, "softmax")]


def regularized():
    return [Input((5,)), Dense(16, "tanh", kernel_regularizer=L2(0.01), activity_regularizer=L2(0.01)), Dense(CLASSES, "softmax")]


def noisy():
    return [Input((5,)), Dropout(0.2), Dense(16, use_bias=False), BatchNormalization(), Dropout(0.3), Dense(CLASSES, "softmax")]


STEPS = {
    "the guide's": (guide, dense, ()), "the guide's with noise": (guide, noisy, ()), "regularized": (changed(lambda g: g), regularized, ()),
    "clipped by value": (changed(lambda gs: [tf.clip_by_value(g, -0.02, 0.02) for g in gs]), dense, ()),
    "scaled": (changed(lambda gs: [g * 0.3 for g in gs]), dense, ()), "clipped by norm": (changed(by_norm), regularized, ()),
    "adversarial": (adversarial, regularized, ("clean",)), "consistent": (consistent, noisy, ("apart",)),
    "penalized": (penalized, regularized, ("penalty",)),
}
PAIRS = [(step, "sgd, faster") for step in STEPS] + [
    ("scaled", "sgd with momentum"), ("clipped by norm", "rmsprop, other settings"), ("consistent", "adam, other settings"),
    ("adversarial", "sgd with nesterov")]


def train_step_fits(length=SHORT):
    n = max(length.sizes)
    x, y = samples((5,), n), labels(n)
    fits = [{"case": step, "optimizer": optimizer, "n": size, **fitted(step, optimizer, x[:size], y[:size], length)}
            for step, optimizer in PAIRS for size in length.sizes]
    return length.told() | {"x": array(x), "y": array(y), "fits": fits + [
        {"case": "distilled", "optimizer": "sgd, faster", "n": size, **distilled(x[:size], y[:size], length)} for size in length.sizes]}


def fitted(case, optimizer, x, y, length):
    step, layers, own = STEPS[case]
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Own(step, layers(), own)
    model.compile(OPTIMIZERS[optimizer](), LOSS, metrics=["accuracy"])
    return outcome(model, x, y, dataclasses.replace(length, thorough=length.thorough and not own))


class Distilled(keras.Model):
    """A student beside its teacher, on whose predictions it leans."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.leaning = keras.metrics.Mean(name="leaning")

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            student, teacher = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=[student, teacher])
            leaning = tf.reduce_mean(tf.square(student - tf.stop_gradient(teacher)))
            loss = loss * 0.25 + leaning * 0.75
        self.optimizer.apply(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss, sample_weight=tf.shape(x)[0])
            elif metric.name == "leaning":
                metric.update_state(leaning)
        return {"loss": self.metrics[0].result(), "leaning": self.leaning.result()}


def distilled(x, y, length):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    inputs = Input((5,))
    teacher = Dense(CLASSES, "softmax", name="teacher", trainable=False)(Dense(9, "tanh", name="hidden", trainable=False)(inputs))
    student = Dense(CLASSES, "softmax", name="student")(inputs)
    model = Distilled(inputs, [student, teacher])
    model.compile(OPTIMIZERS["sgd, faster"](), [LOSS, None])
    return outcome(model, x, [y, y], dataclasses.replace(length, thorough=False))
