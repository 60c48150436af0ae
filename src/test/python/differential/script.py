"""A case as lines of Python, to be tried by hand. They run where samples.py is; only reload, which takes both sides, is left to the reader."""
import json

IMPORTS = ["import keras, numpy as np", "from keras import initializers, layers, losses, metrics, optimizers", "from samples import arrays"]


def call(package, described):
    if isinstance(described, str):
        return repr(described)
    return f"{package}.{described['class_name']}({settings(described['config'])})"


def settings(values):
    return ", ".join(f"{key}={setting(value)}" for key, value in values.items())


def setting(value):
    if not isinstance(value, dict):
        return repr(value)
    return inner(value) if "class_name" in value else f"{{{', '.join(f'{key!r}: {setting(one)}' for key, one in value.items())}}}"


def inner(described):
    """A schedule or an optimizer, of the module that it says."""
    return call(described["module"].removeprefix("keras."), described)


def layer(described):
    kind = described["type"]
    rest = {key: value for key, value in described.items() if key not in ("type", "layers", "input_shape")}
    told = [f"{key}={layer(value) if key == 'layer' else call('initializers', value) if key.endswith('_initializer') else repr(tuple(value) if key == 'noise_shape' else value)}"
            for key, value in rest.items()]
    if kind == "Sequential":
        return f"keras.{kind}({', '.join([chain(described['layers'], described.get('input_shape')), *told])})"
    return f"layers.{kind}({', '.join(told)})"


def chain(described, input_shape):
    begin = [f"keras.Input({tuple(input_shape)})"] if input_shape else []
    return f"[{', '.join([*begin, *(layer(each) for each in described)])}]"


def fit(step):
    told = {key: value for key, value in step.items() if key in ("epochs", "batch_size", "shuffle", "validation_split")}
    more = [settings(told), "verbose=0"]
    if "validation_data" in step:
        more.append(f"validation_data=(d['xv'], d['yv']{', d[' + repr('wv') + ']' if step['validation_data'] == 'weighted' else ''})")
    if "class_weight" in step:
        more.append(f"class_weight={ {int(label): weight for label, weight in step['class_weight'].items()} }")
    if "sample_weight" in step:
        more.append(f"sample_weight=d['{step['sample_weight']}']")
    return f"print(model.fit(d['x'], d['y'], {', '.join(more)}).history)"


def line(step):
    do = step["do"]
    if do == "compile":
        metrics = ", ".join(f"{key}=[{', '.join(call('metrics', each) for each in step[key])}]" for key in ("metrics", "weighted_metrics") if key in step)
        return f"model.compile({call('optimizers', step['optimizer'])}, {call('losses', step['loss'])}, {metrics})"
    if do == "fit":
        return fit(step)
    if do == "evaluate":
        weights = f", sample_weight=d['{step['sample_weight']}']" if "sample_weight" in step else ""
        return f"print(model.evaluate(d['x'], d['y'], batch_size={step['batch_size']}, verbose=0{weights}))"
    if do == "predict":
        return f"print(model.predict(d['x'][:{step['n']}], batch_size={step['batch_size']}, verbose=0))"
    if do == "weights":
        return "print(model.get_weights())"
    if do == "set_weights":
        return f"model.set_weights([w * np.float32({step['factor']}) for w in model.get_weights()])"
    if do == "trainable":
        return f"model{''.join(f'.get_layer({name!r})' for name in step['layer'].split('/'))}.trainable = {step['value']}"
    return f"# {json.dumps(step)}"


def handed_over(case):
    """What stands between the model's construction and its use."""
    again = f"keras.utils.set_random_seed({case['seed']})"
    if case["handover"] == "json":
        return [again, "model = keras.models.model_from_json(model.to_json())"]
    if case["handover"] == "code":
        return []
    frozen = [line({"do": "trainable", "value": False} | case["frozen"])] if "frozen" in case else []
    saved = list(frozen) if frozen and case["frozen"]["when"] == "first" else []
    saved += [line(case["saved_compile"])] if case["saved"] != "plain" else []
    if case["saved"] == "trained":
        saved.append(f"model.fit(d['x'], d['y'], batch_size={min(16, case['data']['n'])}, verbose=0)")
    file = f"'model.{case['handover']}'"
    return [*saved, *frozen, f"model.save({file})", again, f"model = keras.models.load_model({file}, compile={case.get('load_compile', True)})"]


def lines(case):
    seed = case["seed"] if case["handover"] == "code" else case.get("pseed", 5)
    needed = {key: case[key] for key in ("data", "sample", "layers")}
    name = f", name={case['name']!r}" if case["name"] else ""
    return [*IMPORTS, f"d = arrays(dict({settings(needed)}))", f"keras.utils.set_random_seed({seed})",
            f"model = keras.Sequential({chain(case['layers'], case['sample'] if case['input'] else None)}{name})",
            *handed_over(case), *(line(step) for step in case["steps"])]
