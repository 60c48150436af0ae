#!/usr/bin/env python3
"""Writes what Python Keras computes into src/test/resources/kerava/goldens/, for tests that run without Python.

    v/bin/python goldens.py [NAME ...]              # default: all of them
    v/bin/python goldens.py --print layer_fits      # one JSON line each, for comparisons on one machine; no file changes

Every number is the float's double value in full. An array is {"shape": [...], "values": [flattened, row by row]}.
A text is a list of its lines. Stored trainings hold bit by bit on the kind of CPU they were made on, to rounding elsewhere.
"""
import argparse
import functools
import json
import pathlib
import platform
import sys

import reference  # first, for it quiets TensorFlow
import keras
import numpy as np
import tensorflow as tf

import golden_augmentation
import golden_axes
import golden_begun
import golden_callbacks
import golden_datasets
import golden_epochs
import golden_facts
import golden_fits
import golden_framework
import golden_graphs
import golden_images
import golden_keras2
import golden_keras2_configs
import golden_loss_fits
import golden_losses
import golden_metrics
import golden_mixed
import golden_names
import golden_numbers
import golden_op_graphs
import golden_operations
import golden_ops
import golden_optimizers
import golden_pairs
import golden_preprocessing
import golden_paths
import golden_pure
import golden_sequences
import golden_settings
import golden_steps
import golden_summaries
import golden_text
import golden_texts
import golden_train_steps
import golden_training
import golden_typed_layers
import golden_types
import golden_vectorization
import golden_weights

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "resources" / "kerava" / "goldens"
GOLDENS = {
    "names": golden_names.names,
    "facts": golden_facts.facts,
    "masking": golden_facts.masking,
    "draws": golden_numbers.draws,
    "shuffle": golden_numbers.shuffle,
    "initializers": golden_numbers.initializers,
    "activations": golden_numbers.activations,
    "framework": golden_framework.framework,
    "first_steps": golden_training.first_steps,
    "activation_fits": golden_training.activation_fits,
    "layer_fits": golden_fits.layer_fits,
    "optimizer_fits": golden_optimizers.optimizer_fits,
    "loss_fits": golden_loss_fits.loss_fits,
    "reduction_fits": golden_losses.reduction_fits,
    "drawing_fits": golden_augmentation.drawing_fits,
    "recompiled_fits": golden_optimizers.recompiled_fits,
    "weighted_fits": golden_weights.weighted_fits,
    "operation_fits": golden_operations.operation_fits,
    "sequence_fits": golden_sequences.sequence_fits,
    "mixed_fits": golden_mixed.mixed_fits,
    "pure_fits": golden_pure.pure_fits,
    "half_fits": golden_pure.half_fits,
    "paths": golden_paths.paths,
    "callbacks": golden_callbacks.callback_goldens,
    "epoch_fits": golden_epochs.epoch_fits,
    "dataset_orders": golden_datasets.dataset_orders,
    "dataset_fits": golden_datasets.dataset_fits,
    "images": golden_images.images,
    "texts": golden_texts.texts,
    "typed_fits": golden_types.typed_fits,
    "preprocessing_fits": golden_preprocessing.preprocessing_fits,
    "vectorization_fits": golden_vectorization.vectorization_fits,
    "keras2_configs": golden_keras2_configs.keras2_configs,
    "keras2_fits": golden_keras2.keras2_fits,
    "row_fits": golden_steps.row_fits,
    "metric_fits": golden_steps.metric_fits,
    "metric_values": golden_metrics.metric_values,
    "many_metric_fits": golden_metrics.many_metric_fits,
    "schedule_fits": golden_steps.schedule_fits,
    "setting_fits": golden_settings.setting_fits,
    "begun_fits": golden_begun.begun_fits,
    "train_step_fits": golden_train_steps.train_step_fits,
    "vanishing": golden_training.vanishing,
    "training_graphs": golden_graphs.training_graphs,
    "operations": golden_ops.operations,
    "op_graphs": golden_op_graphs.op_graphs,
    "summary": golden_text.summary,
    "functional_summaries": golden_summaries.functional_summaries,
    "progress": golden_text.progress,
    "open_axes": golden_axes.open_axes,
}
PRINTED = GOLDENS | {f"{name}_{fits.__name__}": functools.partial(fits, length)
                     for name, length in (("live", golden_fits.LIVE), ("long", golden_fits.LONG))
                     for fits in (golden_fits.layer_fits, golden_optimizers.optimizer_fits, golden_loss_fits.loss_fits)}
PRINTED |= {"live_operation_fits": functools.partial(golden_operations.operation_fits, stored=False)}
PRINTED |= {"live_sequence_fits": functools.partial(golden_sequences.sequence_fits, stored=False),
            "live_train_step_fits": functools.partial(golden_train_steps.train_step_fits, golden_fits.LIVE),
            "live_setting_fits": functools.partial(golden_settings.setting_fits, stored=False),
            "live_mixed_fits": functools.partial(golden_mixed.mixed_fits, stored=False),
            "live_pure_fits": functools.partial(golden_pure.pure_fits, stored=False)}
PRINTED |= {"typed_layer_fits": golden_typed_layers.typed_layer_fits, "noise_fits": golden_pairs.noise_fits, **{f"pair_fits_{part}": functools.partial(golden_pairs.pair_fits, part, 2) for part in range(2)}}
HALVED = ["live_setting_fits", "reduction_fits", "typed_fits", "drawing_fits", "live_pure_fits", "preprocessing_fits",
          "vectorization_fits", "row_fits"]
MANY = ["live_layer_fits", "live_optimizer_fits", "live_loss_fits", "live_sequence_fits", "live_mixed_fits", "typed_layer_fits", "noise_fits"]
LINE = 160


def made_by():
    return {"script": "src/test/python/goldens.py", "keras": keras.__version__, "tensorflow": tf.__version__,
            "numpy": np.__version__, "python": platform.python_version()}


def printed(name, parts):
    """One of so many parts of what has many live cases; of what has some of them half."""
    thinned = dict.fromkeys(MANY, parts) | dict.fromkeys(HALVED, min(parts, 2))
    return PRINTED[name](parts=thinned[name]) if name in thinned else PRINTED[name]()


def scalar(value):
    return not isinstance(value, (dict, list, tuple))


def pretty(value, indent=""):
    """JSON with one line for whatever fits on one, and for every list of plain numbers."""
    flat = json.dumps(value, ensure_ascii=False, allow_nan=False)
    numbers = isinstance(value, (list, tuple)) and all(scalar(v) and not isinstance(v, str) for v in value)
    if scalar(value) or numbers or len(indent + flat) <= LINE and "\\n" not in flat:
        return flat
    deeper = indent + " "
    if isinstance(value, dict):
        parts = [f"{json.dumps(k, ensure_ascii=False)}: {pretty(v, deeper)}" for k, v in value.items()]
    else:
        parts = [pretty(v, deeper) for v in value]
    inside = ",\n".join(deeper + p for p in parts)
    return f"{{\n{inside}\n{indent}}}" if isinstance(value, dict) else f"[\n{inside}\n{indent}]"


def added(name, golden):
    """What is stored, with the fits of golden in the places of those of the same cases, or behind all."""
    if not golden.get("fits"):
        sys.exit(f"{name} has no case called {', '.join(golden_numbers.ONLY)}, or none that is chosen by name")
    stored = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    cases = {fit["case"] for fit in golden["fits"]}
    places = [i for i, fit in enumerate(stored["fits"]) if fit["case"] in cases] or [len(stored["fits"])]
    others = [[fit for fit in part if fit["case"] not in cases] for part in (stored["fits"][:places[0]], stored["fits"][places[0]:])]
    fits = others[0] + golden["fits"] + others[1]
    shared = {key: value | golden[key] for key, value in stored.items() if isinstance(value, dict) and key in golden and key != "made_by"}
    return stored | shared | {"fits": fits}


def store(name, golden):
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{name}.json"
    file.write_text(pretty(golden) + "\n", encoding="utf-8")
    print(f"{file.name}: {file.stat().st_size} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PRINTED))
    parser.add_argument("--print", action="store_true", help="print instead of storing; only then there are the live and the long ones")
    parser.add_argument("--parts", type=int, default=1, metavar="N", help="of what has many live cases, print one of so many parts")
    parser.add_argument("--case", action="append", default=[], metavar="CASE", help="only this one; stored beside the others, which stay as they are")
    chosen = parser.parse_args()
    golden_numbers.ONLY.extend(chosen.case)
    known = PRINTED if chosen.print else GOLDENS
    unknown = [name for name in chosen.names if name not in known]
    if unknown:
        parser.error(f"no golden is called {', '.join(unknown)}; there are {', '.join(known)}")
    tf.get_logger().setLevel("ERROR")  # no warnings that many small functions are traced
    for name in chosen.names or list(known):
        golden = {"made_by": made_by()} | (printed(name, chosen.parts) if chosen.print else known[name]())
        if chosen.print:
            print(json.dumps(golden, allow_nan=False), flush=True)
        else:
            store(name, added(name, golden) if chosen.case else golden)


if __name__ == "__main__":
    main()
