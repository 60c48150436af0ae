"""What model.summary() prints of Functional models, beside the plain rows that a table is made of."""
import hashlib
import os
from unittest import mock

import keras
from keras import Input, Model, Sequential, layers
from keras.src.utils import summary_utils

from golden_text import printed

OPTIONS = {"plain": {}, "nested": {"expand_nested": True}, "trainable": {"show_trainable": True},
           "all": {"expand_nested": True, "show_trainable": True}}
SHOWN = {"plain": (30, 80, 120), "all": (90,)}


def functional_summaries():
    """texts: the lines by options and columns; sha256: of the texts in all columns from 20 to 140 but the refused, one after the other."""
    cases = []
    for name, make in MODELS.items():
        keras.backend.clear_session()
        cases.append({"name": name} | case(make()))
    return {"cases": cases}


def case(model):
    built = model.compiled and model.optimizer.built
    tables = {name: {columns: text(model, columns, options) for columns in range(20, 141)} for name, options in OPTIONS.items()}
    operations = getattr(model, "_operations", model.layers)
    nodes = [node for at in getattr(model, "_nodes_by_depth", {}).values() for node in at]
    return {"model": model.name, "functional": type(model).__name__ == "Functional", "connected": "Connected to" in tables["plain"][140],
            "rows": [row for operation in operations for row in rows(operation, nodes)],
            "trainable": count(model.trainable_weights), "non_trainable": count(model.non_trainable_weights),
            "optimizer": count(model.optimizer.variables) if built else None,
            "texts": {name: {str(c): tables[name][c][:-1].split("\n") for c in columns} for name, columns in SHOWN.items()},
            "refused": {name: [c for c, table in tables[name].items() if table is None] for name in OPTIONS},
            "sha256": {name: hashlib.sha256("".join(filter(None, tables[name].values())).encode()).hexdigest() for name in OPTIONS}}


def text(model, columns, options):
    with mock.patch.dict(os.environ, {"COLUMNS": str(columns)}):
        try:
            return "".join(printed(lambda: model.summary(**options)))
        except ValueError as error:
            assert "Insufficient console width" in str(error)
            return None


def rows(operation, nodes, level=0):
    built = getattr(operation, "built", True)
    row = {"name": operation.name, "className": type(operation).__name__, "outputShape": shapes(operation),
           "params": sum(w.shape.num_elements() for w in getattr(operation, "weights", [])) if built else 0, "built": built,
           "connections": [connection(tensor) for node in operation._inbound_nodes if node in nodes for tensor in node.input_tensors],
           "trainable": getattr(operation, "trainable", True), "level": level}
    return [row] + [inner for layer in getattr(operation, "layers", []) for inner in rows(layer, nodes, level + 1)]


def connection(tensor):
    history = tensor._keras_history
    return f"{history.operation.name}[{history.node_index}][{history.tensor_index}]"


def shapes(operation):
    if not operation._inbound_nodes:
        return "?"
    texts = ["(" + ", ".join(map(str, tensor.shape)) + ")" for tensor in operation._inbound_nodes[-1].output_tensors]
    return texts[0] if len(texts) == 1 else "[" + ", ".join(texts) + "]"


def count(weights):
    return {"params": summary_utils.count_params(weights), "bytes": int(summary_utils.weight_memory_size(weights))}


# ---- models

def two_inputs():
    a, b = Input((4,)), Input((7,))
    both = layers.Concatenate()([layers.Dense(5, name="왼쪽 은닉층")(a), b])
    model = Model([a, b], layers.Dense(3, name="출력층")(both), name="두 입력 모델")
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    return model


def shared_layer():
    a, b, dense = Input((4,)), Input((6, 4)), layers.Dense(3, name="shared")
    return Model([a, b], [dense(a), dense(b)], name="shared_layer")


def three_branches():
    x = Input((5,), name="features")
    left, middle, right = (layers.Dense(5, activation, name=activation)(x) for activation in ("relu", "tanh", "sigmoid"))
    added = layers.Add()([left, middle, right])
    model = Model(x, layers.Dense(2)(layers.BatchNormalization()(layers.Concatenate()([added, right, x]))), name="three_branches")
    model.get_layer("tanh").trainable = False
    model.compile("rmsprop", "mse")
    return model


def nested():
    a = Input((4,), name="inside")
    innermost = Model(a, layers.Dense(4, name="deep")(layers.Dense(6)(a)), name="innermost")
    innermost.trainable = False
    b = Input((4,), name="between")
    hidden = innermost(b)
    inner = Model(b, [layers.Dense(2, name="first")(hidden), layers.Dense(5, name="second")(hidden)], name="inner")
    x, y = Input((4,)), Input((4,))
    stack = Sequential([layers.Dense(7), layers.Dropout(0.5), layers.Dense(8)], name="stack")
    return Model([x, y], layers.Concatenate()([*inner(x), *inner(y), stack(y)]), name="outer")


def nested_chain():
    x = Input((4,))
    block = Sequential([Input((4,)), layers.Dense(9, name="하나"), layers.Dense(2, name="b")], name="block")
    block.get_layer("b").trainable = False
    return Model(x, layers.Dense(1)(block(x)), name="nested_chain")


def nested_sequential():
    return Sequential([Sequential([layers.Dense(9), layers.Dense(2)], name="unbuilt_block"), layers.Dense(1)], name="nested_sequential")


def outputs():
    x = Input((8, 3))
    states = layers.LSTM(6, return_state=True)(x)
    return Model(x, {"state": layers.Dense(1, name="one")(states[1]), "cell": layers.Dense(2, name="two")(states[2])}, name="outputs")


def chain_with_two_outputs():
    x = Input((4,))
    hidden = layers.Dense(3, name="hidden")(x)
    return Model(x, [hidden, layers.Dense(2, name="last")(hidden)], name="chain_with_two_outputs")


def states():
    x = Input((5, 2))
    return Model(x, layers.GRU(3, return_state=True)(x), name="states")


def one_tensor_twice():
    x = Input((4,))
    return Model(x, layers.Add()([x, x]), name="one_tensor_twice")


def one_layer_twice():
    x, dense = Input((4,)), layers.Dense(4)
    return Model(x, dense(dense(x)), name="one_layer_twice")


def called_elsewhere():
    dense = layers.Dense(3, name="first")
    dense(Input((4,)))
    x = Input((4,))
    hidden = dense(x)
    return Model(x, layers.Multiply()([hidden, layers.Dense(3, name="gate")(hidden)]), name="called_elsewhere")


def operations():
    x, y = Input((4,)), Input((4,))
    return Model([x, y], keras.ops.concatenate([x + 1.0, keras.ops.multiply(x, y)], axis=1), name="operations")


def long_names():
    x = Input((1000,), name="an_input_whose_name_is_longer_than_any_column_of_the_table_can_hold")
    wide = layers.Dense(123456, name="아주 긴 이름을 가진 은닉층 하나 가나다라마바사아자차카타파하")(x)
    narrow = layers.Dense(123456, name="이름이띄어쓰기없이아주아주길어서접히지않는층이름가나다라마바사")(x)
    reshaped = layers.Reshape((2, 2, 2, 2, 2, 2, 1929))(layers.Average(name="x" * 30)([wide, narrow]))
    return Model(x, [reshaped, wide], name="m" * 50 + " " + "나" * 30)


def many_sources():
    inputs = [Input((i + 1,), name=f"input_{'abc' * (i % 4)}{i}") for i in range(12)]
    return Model(inputs, layers.Concatenate(name="all")(inputs), name="many_sources")


def two_chains():
    a, b = Input((2,)), Input((3,))
    return Model([a, b], [layers.Dense(1)(a), layers.Dense(1)(b)], name="two_chains")


MODELS = {make.__name__: make for make in (
    two_inputs, shared_layer, three_branches, nested, nested_chain, nested_sequential, outputs, chain_with_two_outputs, states,
    one_tensor_twice, one_layer_twice, called_elsewhere, operations, long_names, many_sources, two_chains)}
