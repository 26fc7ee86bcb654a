"""Objects to plain dictionaries and back, so that a model can be written as JSON.

The convention is scikit-learn's: whatever the constructor takes is kept in an attribute of the same name.
"""

import inspect
from typing import Any


class Configurable:
    """Anything that can be rebuilt from its constructor's arguments."""

    @classmethod
    def argument_names(cls):
        """Return the names of the constructor's arguments, with those that it passes on to base classes."""
        names = []
        for owner in cls.__mro__:
            if "__init__" not in vars(owner) or owner is object:
                continue
            parameters = inspect.signature(owner.__init__).parameters.values()
            names += [p.name for p in parameters if p.name != "self" and p.kind is not p.VAR_KEYWORD]
            if not any(p.kind is p.VAR_KEYWORD for p in parameters):
                break
        return names

    def get_config(self):
        """Return {argument: value}, enough to make an equal object with `type(self)(**config)`."""
        return {name: getattr(self, name) for name in self.argument_names()}


def serialize(value: Any) -> Any:
    """Return `value` as numbers, strings, lists and dictionaries only."""
    if isinstance(value, Configurable):
        return {"class_name": type(value).__name__, "config": serialize(value.get_config())}
    if isinstance(value, dict):
        return {key: serialize(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [serialize(item) for item in value]
    return value.__name__ if callable(value) else value


def deserialize(value: Any) -> Any:
    """Undo `serialize`. Only classes of `dlcourse.nn` can be made, and those that build on them.

    Raises ValueError for any other class name.
    """
    if isinstance(value, list):
        return [deserialize(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "class_name" not in value:
        return {key: deserialize(item) for key, item in value.items()}
    classes = {cls.__name__: cls for cls in _subclasses(Configurable)}
    if value["class_name"] not in classes:
        raise ValueError(f"The file holds a {value['class_name']!r}, which dlcourse.nn does not have.")
    return classes[value["class_name"]](**deserialize(value["config"]))


def _subclasses(cls):
    for child in cls.__subclasses__():
        yield child
        yield from _subclasses(child)
