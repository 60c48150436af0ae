"""Fits of the layers of golden_fits.py in other types than float32, live only. Java reads each model from its JSON and does the same
(src/test/java/kerava/interop/SequenceFits.java)."""
import numpy as np

import golden_fits
import golden_pure
import golden_sequences
import sequence_models
from golden_graphs import in_order, mixed
from golden_numbers import thinned

TYPES = ["mixed_bfloat16", "mixed_float16", "float64"]
# What Kerava refuses by name in other types: images that CenterCrop stretches, RandomColorJitter. The model without an Input has no sizes to draw data for.
LEFT_OUT = {"middles", "jittered", "jittered in two ways", "without an Input"}


def typed_layer_fits(sizes=(18, 20), parts=1):
    """Each layer in each type, or one of twice so many parts of the pairs, but for those that Python itself does not train."""
    pairs = [(name, kind) for name in golden_fits.LAYERS for kind in TYPES if name not in LEFT_OUT and thinned([f"{name}, {kind}"], parts if parts == 1 else 2 * parts)]
    fits = [trained(name, kind, sizes[i % len(sizes)]) for i, (name, kind) in enumerate(pairs)]
    return {"seed": golden_sequences.SEED, "epochs": golden_sequences.EPOCHS, "batch_size": sequence_models.BATCH,
            "fits": [fit for fit in fits if "refused" not in fit], "refused": [fit for fit in fits if "refused" in fit]}


def trained(name, kind, n):
    case, (shape, layers) = f"{name}, {kind}", golden_fits.LAYERS[name]
    try:
        fit = golden_pure.fitted(case, mixed(kind, in_order(layers, shape)), "adam", n)
    except Exception as refused:  # TensorFlow has kinds of errors for kernels that are not there
        return {"case": case, "refused": str(refused).splitlines()[0]}
    finite = all(np.isfinite(numbers).all() for numbers in golden_pure.numbers_of(fit))
    return fit if finite else {"case": case, "refused": "leaves the range of its type"}
