"""Ways round a rule: Python that reaches things which nobody can name who only reads the code.

`exec("…")`, `sys.modules[…]`, frames, the insides of objects, other threads and processes. No exercise needs them, so
an answer that is to be built by hand may not use them: what it does could not be read.
"""

import ast

MODULES = frozenset(
    "_interpchannels _interpqueues _interpreters _thread _xxsubinterpreters asyncio builtins cffi cloudpickle code "
    "codeop concurrent ctypes dill gc imp importlib inspect IPython joblib marshal multiprocessing pickle pkgutil "
    "runpy shelve site subprocess threading zipimport".split()
)
# As a name of its own: `compile(text)` is one, `model.compile(loss)` is not.
NAMES = frozenset(
    "__builtins__ __import__ __loader__ __spec__ attrgetter breakpoint compile eval exec get_ipython globals locals "
    "methodcaller open vars CodeType FunctionType ModuleType".split()
)
ATTRIBUTES = frozenset(
    "__base__ __bases__ __builtins__ __closure__ __code__ __dict__ __getattribute__ __globals__ __import__ __loader__ "
    "__mro__ __reduce__ __reduce_ex__ __spec__ __subclasses__ _getframe ag_frame ast_transformers attrgetter cr_frame "
    "f_back f_builtins f_globals f_locals gi_frame meta_path methodcaller path_hooks run_cell setprofile settrace "
    "tb_frame user_global_ns user_ns".split()
)
_INSIDE = {
    "sys": ATTRIBUTES | {"modules", "monitoring"},
    "types": {"CodeType", "FunctionType", "ModuleType"},
    "operator": {"attrgetter", "methodcaller"},
}
_WITH_A_NAME = ("getattr", "setattr", "delattr")


def ways_round(tree: ast.AST) -> set[str]:
    """Those that a piece of code takes, as it spells them."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if is_way_round(alias.name)}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            found |= {name for alias in node.names if is_way_round(name := f"{module}.{alias.name}")}
        elif isinstance(node, ast.Name) and node.id in NAMES:
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            root = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in ATTRIBUTES or is_way_round(f"{root}.{node.attr}"):
                found.add(node.attr)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WITH_A_NAME:
            found |= _by_name(node)
    return found


def is_way_round(module: str) -> bool:
    """Whether a module, or `module.name`, is one of them: `gc`, `importlib.util`, `sys.modules`."""
    root, _, rest = module.partition(".")
    name = rest.partition(".")[0]
    return root in MODULES or name in _INSIDE.get(root, ())


def _by_name(call: ast.Call) -> set[str]:
    """`getattr(x, name)` where the name is worked out, or is one that would not do as `x.name` either."""
    thing, name = (*call.args, None, None)[:2]
    if isinstance(name, ast.Constant):
        return {str(name.value)} & ATTRIBUTES
    own = isinstance(thing, ast.Name) and thing.id == "self"  # of its own object, an answer may work out a name
    return set() if own else {f"{call.func.id} with a name that is worked out"}
