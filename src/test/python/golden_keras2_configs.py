"""What tf_keras writes of each of its classes whose settings golden_facts.py gives: the config in its .h5 files, with all defaults, and of a layer also with as many regularizers,
constraints and initializers as it has, for those of layers that it inherits from are written too.
"""
import inspect
import json

import golden_facts


def keras2_configs():
    import tf_keras
    return {"tf_keras": tf_keras.__version__,
            "families": {family: {name: configs for name, cls in golden_facts.classes(module, base) if (configs := of(cls, family == "Layer", tf_keras))}
                         for family, (module, base) in golden_facts.families(tf_keras).items()}}


def of(cls, layer, tf_keras):
    names = {name for each in inspect.getmro(cls) for name in inspect.signature(each.__init__).parameters} if layer else set()
    required = golden_facts.required_of(cls)
    if any(name not in golden_facts.GIVEN for name in required):
        return []
    given = golden_facts.given(cls, required)
    more = {name: value for name in names for ending, value in {"_regularizer": "l2", "_constraint": "non_neg", "_initializer": "random_uniform"}.items() if name.endswith(ending)}
    return [config for each in ([given, given | more] if more else [given]) if (config := told(cls, each, tf_keras)) is not None]


def told(cls, given, tf_keras):
    """None: a class that cannot be made so."""
    from tf_keras.src.saving.legacy.saved_model import json_utils

    tf_keras.backend.clear_session()
    try:
        config = cls(**given).get_config()
    except (ImportError, NotImplementedError, TypeError, ValueError):
        return None
    return json.loads(json.dumps(config, default=json_utils.get_json_type))
