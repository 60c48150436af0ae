"""Which files can hold what a drawn case trains with, whatever was drawn."""
import json

# Keras 3 does not know the name of the first there, and writes two variables of the other under one name.
NOT_IN_H5 = ("lamb", "adafactor")
NOT_OF_KERAS_2 = ("nadam", "lamb", "multioptimizer", "muon", "schedulefreeadamw", "lossscaleoptimizer")


def readable(case):
    """Files that can be written and read: not what NOT_IN_H5 names in an .h5 of Keras 3, nor what NOT_OF_KERAS_2 names in a file for Keras 2."""
    text = json.dumps(case).lower()
    refused = {ending for ending, names in (("h5", NOT_IN_H5), ("keras2.h5", NOT_OF_KERAS_2)) if any(f'"{name}"' in text for name in names)}
    for step in case["steps"]:
        if step.get("format") in refused:
            step["format"] = "json"
    return case | {"handover": "keras" if case["handover"] in refused else case["handover"]}
