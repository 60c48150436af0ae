#!/usr/bin/env python3
"""What TensorFlow reads from the files of events under a folder, as a JSON line: read_events.py FOLDER"""
import json
import pathlib
import sys

import reference  # first, for it quiets TensorFlow
import tensorflow as tf


def events(folder):
    return [event for file in sorted(pathlib.Path(folder).rglob("events.out.tfevents.*.v2")) for event in of_file(file)]


def of_file(file):
    for event in tf.compat.v1.train.summary_iterator(str(file)):
        for value in event.summary.value:
            plugin, told = value.metadata.plugin_data, tf.make_ndarray(value.tensor)
            yield {"folder": file.parent.name, "step": event.step, "tag": value.tag, "plugin": plugin.plugin_name, "content": plugin.content.decode(),
                   "type": str(told.dtype), "shape": list(told.shape), "values": [] if told.dtype == object else told.ravel().tolist()}


if __name__ == "__main__":
    print(json.dumps({"events": events(sys.argv[1])}))
