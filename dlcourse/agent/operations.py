"""What the examiner may have done with things in the student's kernel, besides calling them: one table for both sides.

Each name is that of an operator or of a built-in function, and, with underscores around it, of Python's method for it.
"""

import builtins
import itertools
import operator

REFLECTED = ("add", "sub", "mul", "truediv", "pow", "matmul")  # `2 + thing`, too
_OPERATORS = (*REFLECTED, "neg", "lt", "le", "gt", "ge", "getitem", "setitem", "contains")
_BUILTINS = ("len", "float", "int", "abs")
ATTRIBUTES = ("getattr", "setattr")

OPERATIONS = (
    {name: getattr(operator, name) for name in _OPERATORS}
    | {name: getattr(builtins, name) for name in (*_BUILTINS, *ATTRIBUTES)}
    | {"iter": itertools.chain}  # whatever kind of iterator it makes, this one is sent item by item
)
SPECIAL_METHODS = tuple(name for name in OPERATIONS if name not in ATTRIBUTES)
