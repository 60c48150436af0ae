"""Fits and evaluations under weights: of samples, in validation too, and of classes; Java has the same in src/test/java/kerava/interop/WeightedFits.java."""
import numpy as np

from golden_fits import SHORT, samples
from golden_loss_fits import LOSSES, loss_model, truths
from golden_numbers import array

BY_SAMPLES = ["sparse on softmax", "categorical on logits", "binary on four sigmoids", "squares of one, a column"]
BY_CLASSES = ["sparse on softmax", "categorical on logits"]
CLASS_WEIGHT = {0: 0.5, 2: 3.0}


def weighted_fits():
    """Models of loss_fits. The validation data are the first samples, with the weights of the last."""
    n = max(SHORT.sizes)
    w = np.round(np.random.RandomState(5).uniform(0, 3, n), 2).astype("float32")
    w[3] = 0
    cases = [(name, True) for name in BY_SAMPLES] + [(name, False) for name in BY_CLASSES]
    return SHORT.told() | {"x": array(samples((5,), n)), "y": {name: array(y) for name, y in truths(n).items()}, "w": array(w),
                           "class_weight": {str(k): v for k, v in CLASS_WEIGHT.items()},
                           "fits": [fit(name, size, w, by_samples) for name, by_samples in cases for size in SHORT.sizes]}


def fit(name, n, w, by_samples):
    truth = LOSSES[name][3]
    x, y, w, half = samples((5,), max(SHORT.sizes))[:n], truths(max(SHORT.sizes))[truth][:n], w[:n], n // 2
    model = loss_model(name)
    weights = {"sample_weight": w} if by_samples else {"class_weight": CLASS_WEIGHT}
    history = model.fit(x, y, epochs=SHORT.epochs, batch_size=SHORT.batch_size, verbose=0,
                        validation_data=(x[:half], y[:half], w[-half:]), **weights).history
    return {"case": name, "n": n, "y": truth, "by": "samples" if by_samples else "classes", "history": history,
            "weights": [array(w) for w in model.get_weights()],
            "evaluate": model.evaluate(x, y, sample_weight=w, batch_size=SHORT.batch_size, verbose=0)}
