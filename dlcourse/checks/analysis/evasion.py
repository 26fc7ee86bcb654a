"""Ways to evade a rule: Python that uses things which cannot be seen by reading the code.

`exec(text)`, frames, the insides of objects, what a file holds. No exercise needs them: what an answer does with them
could not be read. Modules have a list of their own, of those that are allowed (`allowed`).
"""

import ast
from collections.abc import Iterator

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
# Of what an answer has at hand: modules that others have imported, and what reads files or pickles.
_REACHES = frozenset(
    "_os _sys builtins ctypes importlib linecache marshal os pickle read_bytes read_pickle read_text subprocess sys "
    "threading".split()
)
_UNSAFE = {"allow_pickle": False, "safe_mode": True, "weights_only": True}  # keyword → the only value that is safe
_LOADERS = {"load", "load_model", "deserialize_keras_object"}
# Anywhere in a notebook, these can plant what an answer then finds under an ordinary name.
_PLANTING = {"exec", "eval", "compile", "__import__", "globals"}
_PLANTING_ATTRIBUTES = ATTRIBUTES - {"__base__", "__bases__", "__mro__", "__dict__", "__closure__"}
_WITH_A_NAME = ("getattr", "setattr", "delattr")
# What sees no more of a dict than its keys, so that `sorted(globals())` plants nothing.
_LOOKS = frozenset("any bool display enumerate id iter len list max min print repr set sorted str tuple type".split())


def evasions(tree: ast.AST) -> set[str]:
    """Those that a piece of code takes, as it spells them."""
    found = set()
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    honest = {id(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for node in _own_attributes(node)}
    for node in ast.walk(tree):
        match node:
            case _ if id(node) in honest:
                pass
            case ast.Name(id=name) if name in NAMES:
                found.add(name)
            case ast.Name(id=name) if name in _WITH_A_NAME and id(node) not in called:
                found.add(f"{name} with a name that is worked out")
            case ast.Attribute(attr=name) if name in ATTRIBUTES or name in _REACHES:
                found.add(name)
            case ast.Attribute(attr="open", value=thing) if not _is_pictures(thing):
                found.add("open")
            case ast.Call(func=ast.Name(id=name)) if name in _WITH_A_NAME:
                found |= _by_name(name, node)
            case ast.Call():
                found |= _unsafe_loading(node)
    return found


def _own_attributes(made: ast.ClassDef) -> Iterator[ast.AST]:
    """Each `vars` of `vars(self).update(rate=0.1)`, and each `self.__dict__`: they do no more than `self.rate = 0.1`.

    Only in a method, whose `self` nothing in it binds anew, and only where each name is written out.
    """
    for method in made.body:
        if not isinstance(method, ast.FunctionDef) or [each.arg for each in method.args.args[:1]] != ["self"]:
            continue
        inside = [node for statement in method.body for node in ast.walk(statement)]
        if any(_binds_self(node) for node in inside):
            continue
        for node in inside:
            match node:
                case ast.Call(func=ast.Attribute(attr="update", value=written)) if _names_are_written_out(node):
                    match written:
                        case ast.Call(func=ast.Name(id="vars") as found, args=[ast.Name(id="self")], keywords=[]):
                            yield found
                        case ast.Attribute(attr="__dict__", value=ast.Name(id="self")):
                            yield written


def _binds_self(node: ast.AST) -> bool:
    match node:
        case ast.Name(id="self", ctx=ast.Store() | ast.Del()) | ast.arg(arg="self"):
            return True
        case ast.alias(name=name, asname=other):
            return "self" in (name, other)
        case ast.ExceptHandler(name="self") | ast.MatchAs(name="self") | ast.MatchStar(name="self"):
            return True
        case ast.MatchMapping(rest="self") | ast.FunctionDef(name="self") | ast.ClassDef(name="self"):
            return True
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return "self" in names
        case _:
            return False


def _names_are_written_out(update: ast.Call) -> bool:
    """Whether `update` is given `name=value` and `{"name": value}` only, and no name of Python's own."""
    keys: list[ast.expr | None] = []
    for given in update.args:
        if not isinstance(given, ast.Dict):
            return False
        keys += given.keys
    names = [key.value if isinstance(key, ast.Constant) else None for key in keys]
    names += [word.arg for word in update.keywords]
    return all(isinstance(name, str) and not name.startswith("__") for name in names)


def _is_pictures(thing: ast.AST) -> bool:
    return isinstance(thing, ast.Name | ast.Attribute) and getattr(thing, "attr", getattr(thing, "id", "")) == "Image"


def _by_name(function: str, call: ast.Call) -> set[str]:
    """`getattr(x, name)` where the name is worked out, or is one that would not do as `x.name` either."""
    thing, name = (*call.args, None, None)[:2]
    if isinstance(name, ast.Constant):
        return {str(name.value)} & (ATTRIBUTES | _REACHES)
    own = isinstance(thing, ast.Name) and thing.id == "self"  # of its own object, an answer may work out a name
    return set() if own else {f"{function} with a name that is worked out"}


def _unsafe_loading(call: ast.Call) -> set[str]:
    """`load(file, allow_pickle=True)` and its like: what the file holds could be any code."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    found = set()
    for word in call.keywords:
        safe = word.arg in _UNSAFE and isinstance(word.value, ast.Constant) and word.value.value is _UNSAFE[word.arg]
        if word.arg in _UNSAFE and not safe:
            found.add(f"{name} with {word.arg}={ast.unparse(word.value)}")
        elif word.arg is None and name in _LOADERS:
            found.add(f"{name} with ** (write out what it is given)")
    if name in _LOADERS and any(isinstance(argument, ast.Starred) for argument in call.args):
        found.add(f"{name} with * (write out what it is given)")
    if name == "load_model" and len(call.args) > 3:
        found.add("load_model with a fourth argument (write out its name)")
    return found


def planted(tree: ast.AST) -> set[str]:
    """What in a notebook runs text as code, or writes where no cell would be seen to write."""
    found = set()
    looked_at = {id(node) for parent in ast.walk(tree) for node in _only_looked_at(parent)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in _PLANTING and id(node) not in looked_at:
                found.add(name)
            case ast.Attribute(attr=name) if name in _PLANTING_ATTRIBUTES:
                found.add(name)
    return found


def _only_looked_at(node: ast.AST) -> list[ast.AST]:
    """The parts of a piece of code that it only looks at: of `"x" in globals()`, `globals()`."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=given) if name in _LOOKS:
            parts = given
        case ast.Attribute(value=thing, attr="keys") | ast.Starred(value=thing):
            parts = [thing]
        case ast.Compare(comparators=parts):
            pass
        case ast.comprehension(iter=thing) | ast.For(iter=thing):
            parts = [thing]
        case _:
            parts = []
    return [part for part in parts if isinstance(part, ast.Call) and getattr(part.func, "id", "") == "globals"]
