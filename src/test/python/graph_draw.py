"""Draws the cases of graph_models.py, without Keras: a model, how it is compiled, fitted and judged, and the arrays."""
import numpy as np

ACTIVATIONS = ["linear", "relu", "tanh", "sigmoid", "elu", "softplus", "gelu", "softmax", "selu", "silu"]
MERGES = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"]
OPTIMIZERS = [("SGD", {"learning_rate": 0.05}), ("SGD", {"learning_rate": 0.02, "momentum": 0.9}),
              ("SGD", {"learning_rate": 0.02, "momentum": 0.8, "nesterov": True}), ("Adam", {}), ("Adam", {"learning_rate": 0.01, "amsgrad": True}),
              ("RMSprop", {}), ("RMSprop", {"momentum": 0.5, "centered": True}), ("Adagrad", {"learning_rate": 0.05})]
WORDS = ["zeta", "alpha", "mid", "b_1", "a_2", "omega", "head", "body", "c", "x1", "y1", "out", "gate", "key", "low", "high", "seven", "leaf"]
DEEPEST = 3


class Drawing:
    """One model as it is drawn: its steps, the shape of each place, and which places nobody uses yet."""

    def __init__(self, rng, depth, state):
        self.rng, self.depth, self.state = rng, depth, state
        self.steps, self.shapes, self.loose, self.layers, self.inputs = [], [], [], {}, []
        self.words = rng.sample(WORDS, len(WORDS))
        self.given = rng.choice([0, 0, 0.3, 1])

    def name(self):
        return self.words.pop() if self.words and self.rng.random() < self.given else None

    def input(self, shape):
        self.steps.append({"do": "input", "shape": list(shape), "name": self.name()})
        self.inputs.append(self.place(shape))

    def place(self, shape):
        self.shapes.append(tuple(shape))
        self.loose.append(len(self.shapes) - 1)
        return len(self.shapes) - 1

    def id(self):
        self.state["ids"] += 1
        return f"L{self.state['ids']}"

    def layer(self, type, **settings):
        key, name = self.id(), self.name()
        self.steps.append({"do": "layer", "id": key, "layer": {"type": type, **settings} | ({"name": name} if name else {})})
        return key

    def use(self, layer, on, outputs, **more):
        """The places of the outputs, of these shapes."""
        on = list(on)
        self.steps.append({"do": "use", "layer": layer, "on": on, "list": len(on) > 1} | more)
        self.loose = [place for place in self.loose if place not in on]
        self.layers.setdefault(layer, (tuple(self.shapes[place] for place in on), tuple(map(tuple, outputs))))
        return [self.place(shape) for shape in outputs]

    def once(self, type, on, output, **settings):
        return self.use(self.layer(type, **settings), on, [output])[0]

    def any(self):
        """A place, rather a loose one."""
        return self.rng.choice(self.loose) if self.loose and self.rng.random() < 0.6 else self.rng.randrange(len(self.shapes))

    # ---- what may come next

    def dense(self, place=None, units=None):
        place, units = self.any() if place is None else place, units or self.rng.randint(1, 9)
        activations = [each for each in ACTIVATIONS if units > 1 or each != "softmax"]
        more = {"use_bias": False} if self.rng.random() < 0.2 else {}
        if self.rng.random() < 0.1:
            more["trainable"] = False
        return self.once("Dense", [place], (*self.shapes[place][:-1], units), units=units, activation=self.rng.choice(activations), **more)

    def plain(self):
        place = self.any()
        type, more = self.rng.choice([("Dropout", {"rate": self.rng.choice([0.2, 0.3, 0.5])}), ("BatchNormalization", {}),
                                      ("LeakyReLU", {"negative_slope": 0.1}), ("Activation", {"activation": self.rng.choice(["relu", "tanh", "sigmoid"])}),
                                      ("Dropout", {"rate": 0.25, "seed": 7})])
        key = self.layer(type, **more)
        says = type in ("Dropout", "BatchNormalization") and self.rng.random() < 0.15  # which a Functional model does not heed
        self.use(key, [place], [self.shapes[place]], **({"arguments": {"training": self.rng.choice([False, True])}} if says else {}))

    def flat(self, place=None):
        place = self.any() if place is None else place
        return self.once("Flatten", [place], (int(np.prod(self.shapes[place])),)) if len(self.shapes[place]) > 1 else place

    def alike(self, place, wanted):
        """The place, or a Dense on it that makes it as wide."""
        return place if self.shapes[place][-1] == wanted else self.dense(place, wanted)

    def merge(self):
        type = self.rng.choice(MERGES)
        first = self.any()
        same = [place for place in range(len(self.shapes)) if self.shapes[place][:-1] == self.shapes[first][:-1]]
        others = [self.alike(self.rng.choice(same), self.shapes[first][-1]) for _ in range(1 if type == "Subtract" else self.rng.choice([1, 1, 2, 3]))]
        if self.rng.random() < 0.15 and self.shapes[first][-1] > 1:
            others[-1] = self.dense(first, 1)  # repeated along its axis of size 1
        on = [first, *others]
        self.rng.shuffle(on)
        self.once(type, on, self.shapes[first])

    def concatenate(self):
        first = self.any()
        same = [place for place in range(len(self.shapes)) if self.shapes[place][:-1] == self.shapes[first][:-1]]
        on = [first] + [self.rng.choice(same) for _ in range(self.rng.choice([1, 1, 2]))]
        self.once("Concatenate", on, (*self.shapes[first][:-1], sum(self.shapes[place][-1] for place in on)))

    def share(self):
        """A layer once more, on other places of the same shapes if there are any."""
        if not self.layers:
            return self.dense()
        key = self.rng.choice(list(self.layers))
        wanted, made = self.layers[key]
        if any(shape not in self.shapes for shape in wanted):
            return self.dense()
        on = [self.rng.choice([p for p, shape in enumerate(self.shapes) if shape == each]) for each in wanted]
        if self.is_new(key, on):
            self.use(key, on, made)

    def is_new(self, key, on):
        """Two equal uses make one in TensorFlow's graph, at a time that depends on names."""
        return not any(step["do"] == "use" and step["layer"] == key and step["on"] == on for step in self.steps)

    def shared_pair(self):
        """A siamese pair: one Dense on two places made as wide."""
        first = self.any()
        self.alike(self.rng.choice([p for p, shape in enumerate(self.shapes) if shape[:-1] == self.shapes[first][:-1]]), self.shapes[first][-1])
        again = self.dense(first)
        key = self.steps[-1]["layer"]
        others = [p for p, shape in enumerate(self.shapes[:again]) if shape == self.shapes[first] and p != first]
        for place in self.rng.sample(others, min(len(others), self.rng.choice([1, 1, 2]))):
            self.use(key, [place], [self.shapes[again]])

    def heads(self):
        """One Dense that several others go on from."""
        trunk, units = self.dense(), self.rng.randint(1, 5)
        on = [self.dense(trunk, units) for _ in range(self.rng.choice([3, 4, 5]))]
        if self.rng.random() < 0.6:
            self.once(self.rng.choice(["Add", "Average", "Concatenate"][:2]), on, self.shapes[on[0]])

    def nested(self):
        if self.depth >= DEEPEST:
            return self.dense()
        on = [self.any() for _ in range(self.rng.choice([1, 1, 2]))]
        model, outputs = graph(self.rng, self.depth + 1, self.state, [self.shapes[p] for p in on], self.rng.choice([1, 1, 2]), self.rng.randint(1, 4),
                               self.name())
        key = self.id()
        self.steps.append({"do": "model", "id": key, "model": model})
        self.use(key, on, outputs)
        if self.rng.random() < 0.4:
            self.share()

    def chain(self):
        place, layers = self.any(), []
        shape = self.shapes[place]
        for _ in range(self.rng.randint(1, 3)):
            units = self.rng.randint(1, 8)
            kind = self.rng.choice([{"type": "Dense", "units": units, "activation": self.rng.choice(ACTIVATIONS[:7])}, {"type": "BatchNormalization"},
                                    {"type": "Dropout", "rate": 0.3}, {"type": "Dense", "units": units}])
            layers.append(kind)
            shape = (*shape[:-1], units) if kind["type"] == "Dense" else shape
        more = {"input_shape": list(self.shapes[place])} if self.rng.random() < 0.5 else {}
        key = self.layer("Sequential", layers=layers, **more)
        self.use(key, [place], [shape])
        same = [p for p, each in enumerate(self.shapes) if each == self.shapes[place] and p != place]
        if same and self.rng.random() < 0.4:
            self.use(key, [self.rng.choice(same)], [shape])

    def any_step(self):
        self.rng.choice([self.dense, self.dense, self.dense, self.plain, self.plain, self.merge, self.merge, self.concatenate, self.share,
                         self.shared_pair, self.heads, self.nested, self.chain, self.flat])()

    # ---- the end

    def ends(self, count):
        """As many places as lead from all that is loose."""
        while len(self.loose) < count:
            self.dense()
        groups = [[] for _ in range(count)]
        for i, place in enumerate(self.rng.sample(self.loose, len(self.loose))):
            groups[i % count].append(place)
        return [self.joined(group) for group in groups]

    def joined(self, group):
        if len(group) == 1:
            return group[0]
        flat = [self.flat(place) for place in group]
        return self.once("Concatenate", flat, (sum(self.shapes[p][-1] for p in flat),))

    def hoisted(self):
        """Layers may be constructed long before they are used."""
        if self.rng.random() < 0.5:
            return
        for step in [step for step in self.steps if step["do"] in ("layer", "model")]:
            if self.rng.random() < 0.3:
                at = self.steps.index(step)
                self.steps.remove(step)
                self.steps.insert(self.rng.randint(0, at), step)

    def told(self, name, outputs):
        self.hoisted()
        inputs = self.rng.sample(self.inputs, len(self.inputs)) if self.depth == 0 else self.inputs
        return {"name": name, "steps": self.steps, "inputs": inputs, "outputs": outputs}


def graph(rng, depth, state, shapes, outputs, steps, name):
    """A model for inputs of these shapes, and the shapes of its outputs."""
    drawing = Drawing(rng, depth, state)
    for shape in shapes:
        drawing.input(shape)
    for _ in range(steps):
        drawing.any_step()
    ends = drawing.ends(outputs)
    if all(end in drawing.inputs for end in ends) or any(end in drawing.inputs for end in ends):
        ends = [drawing.dense(end) if end in drawing.inputs else end for end in ends]
    return drawing.told(name, ends), [drawing.shapes[end] for end in ends]


HEADS = [("mean_squared_error", "linear"), ("mean_squared_error", "tanh"), ("binary_crossentropy", "sigmoid"), ("sparse_categorical_crossentropy", "softmax"),
         ("categorical_crossentropy", "softmax")]


def drawn(rng, name, number):
    state = {"ids": 0}
    drawing = Drawing(rng, 0, state)
    for _ in range(rng.choice([1, 1, 2, 2, 3])):
        drawing.input(rng.choice([(3,), (5,), (7,), (4,), (5,), (2, 3), (1,), (16,)]))
    for _ in range(rng.randint(2, 9)):
        drawing.any_step()
    count = rng.choice([1, 1, 2, 2, 3])
    outputs, losses = [], []
    for end in drawing.ends(count):
        if rng.random() < 0.15 and end not in drawing.inputs:  # whatever layer it is
            outputs.append(end)
            losses.append("mean_squared_error")
            continue
        loss, activation = rng.choice(HEADS)
        units = 3 if "categorical" in loss else rng.randint(1, 4)
        end = drawing.flat(end)
        outputs.append(drawing.once("Dense", [end], (units,), units=units, activation=activation))
        losses.append(loss)
    if rng.random() < 0.1 and count > 1 and len(set(drawing.shapes[o] for o in outputs)) < count:  # an output that others go on from
        outputs = outputs[::-1]
        losses = losses[::-1]
    shapes = [drawing.shapes[place] for place in outputs]
    model = drawing.told(rng.choice([None, None, "model_" + str(number)]), outputs)
    case = {"id": f"case{name}", "seed": rng.randint(0, 10**6), "model": model, "frozen": frozen(rng, model), "files": number % 4 == 0}
    return case | learning(rng, losses, all(len(shape) == 1 for shape in shapes), named(model)) | {"data": data(rng, drawing, model, shapes, losses)}


def frozen(rng, model):
    """Paths of models and layers inside that have names of their own."""
    named = [step["layer"]["name"] if step["do"] == "layer" else step["model"]["name"] for step in model["steps"] if step["do"] in ("layer", "model")
             and step.get("layer", step.get("model")).get("name")]
    return rng.sample(named, 1) if len(named) > 2 and rng.random() < 0.4 else []


def named(model):
    """Whether all inputs have names, by which alone Keras finds them in a dict."""
    return all(step["name"] for step in model["steps"] if step["do"] == "input")


def learning(rng, losses, flat, names):
    """Weights of samples are for outputs of one loss a sample, which are flat."""
    count = len(losses)
    given = list(losses)
    if count > 1 and rng.random() < 0.25:
        given[rng.randrange(count)] = None
    weights = [rng.choice([0.5, 1.0, 2.0, 0.3]) for _ in given] if rng.random() < 0.5 and None not in given else None
    metrics = [[rng.choice(["accuracy", "accuracy"])] if rng.random() < 0.7 else [] for _ in given] if rng.random() < 0.6 else None
    optimizer = rng.choice(OPTIMIZERS)
    compiling = {"optimizer": {"class_name": optimizer[0], "config": optimizer[1]}, "loss": given, "loss_weights": weights, "metrics": metrics,
                 "by_name": rng.random() < 0.5}
    fits = []
    for n in rng.choice([[24], [22], [24, 22], [22, 24]]):
        fits.append({"n": n, "epochs": rng.choice([1, 2, 2]), "batch_size": rng.choice([8, 6, 24]), "shuffle": rng.random() < 0.5,
                     "by_name": compiling["by_name"] and rng.random() < 0.5, "x_by_name": names and rng.random() < 0.5,
                     "weights": rng.choice([None, None, *(["all"] if flat else []), *(["each"] if flat and None not in given else [])]),
                     "validation": rng.choice([None, None, "data", "split"])})
    fits[-1]["by_name"] = fits[0]["by_name"]  # Keras takes labels as it took them first
    return {"compile": compiling, "fits": fits, "evaluate": {"batch_size": rng.choice([8, 7, 32]), "weights": flat and rng.random() < 0.25}}


def data(rng, drawing, model, shapes, losses):
    draw = np.random.RandomState(rng.randrange(2**31))
    arrays = {}
    for kind, n in (("", 24), ("v", 9)):
        arrays["x" + kind] = [draw.randn(n, *drawing.shapes[place]) for place in model["inputs"]]
        arrays["y" + kind] = [labels(draw, n, shape, loss) for shape, loss in zip(shapes, losses)]
    arrays["w"] = [draw.choice([0.0, 0.5, 1.0, 2.0, 0.3], 24)]
    arrays["ws"] = [draw.rand(24) for _ in losses]
    return {key: [told(each) for each in values] for key, values in arrays.items()}


def labels(draw, n, shape, loss):
    if loss == "sparse_categorical_crossentropy":
        return draw.randint(0, shape[-1], n)
    if loss == "categorical_crossentropy":
        return np.eye(shape[-1])[draw.randint(0, shape[-1], n)]
    return draw.randint(0, 2, (n, *shape)) if loss == "binary_crossentropy" else draw.randn(n, *shape)


def told(values):
    values = np.asarray(values, "float32")
    return {"shape": list(values.shape), "values": values.ravel().tolist()}
