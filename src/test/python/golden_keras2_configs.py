"""What tf_keras writes of each of its classes whose settings golden_facts.py gives: the config in its .h5 files, with all defaults, and of a layer also with as many regularizers,
constraints and initializers as it has, for those of layers that it inherits from are written too.
"""
import inspect
import json

import golden_facts


def keras2_configs():
    import tf_keras
    schedules = tf_keras.optimizers.schedules
    families = {"Layer": (tf_keras.layers, tf_keras.layers.Layer), "Initializer": (tf_keras.initializers, tf_keras.initializers.Initializer),
                "Loss": (tf_keras.losses, tf_keras.losses.Loss), "Metric": (tf_keras.metrics, tf_keras.metrics.Metric),
                "Regularizer": (tf_keras.regularizers, tf_keras.regularizers.Regularizer), "Constraint": (tf_keras.constraints, tf_keras.constraints.Constraint),
                "Schedule": (schedules, schedules.LearningRateSchedule), "Optimizer": (tf_keras.optimizers, tf_keras.optimizers.Optimizer)}
    return {"tf_keras": tf_keras.__version__,
            "families": {family: {name: configs for name, cls in golden_facts.classes(module, base) if (configs := of(cls, family == "Layer", tf_keras))}
                         for family, (module, base) in families.items()}}


def of(cls, layer, tf_keras):
    parameters = [p for each in inspect.getmro(cls) for p in inspect.signature(each.__init__).parameters.values()] if layer else []
    names = {p.name for p in parameters}
    required = golden_facts.NEEDED.get(cls.__name__) or [p.name for p in inspect.signature(cls).parameters.values()
                                                        if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]
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
