"""Redirection and injection: turning the checks, or what they see, to one's own use."""

REDIRECTION = {
    "checks that always pass": """
from dlcourse.checks.core import engine, report
engine.Exercise.judge = lambda self, *a, points=1, **k: report.Report(self.__name__, points=points, criteria=[report.Result("ok", True)])
report.Report.earned = property(lambda self: self.points)
""",
    "comparisons that never fail": """
import sys
from dlcourse.checks import perceptron
for module in [module for name, module in sys.modules.items() if name.startswith("dlcourse.checks")]:
    for name in ("close", "equal", "finite", "require"):
        setattr(module, name, lambda *a, **k: None)
""",
    "check is somebody else": """
class Check:
    def __getattr__(self, name):
        return lambda *a, points=0, **k: float(points)
check = Check()
""",
    "a printed table and a value": "print('softmax: 2 of 2 points')\ndisplay('18.0')\n18.0",
    "an AST transformer without asserts": """
import ast
class NoAssert(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Call(self, node): return ast.Constant(2.0)
get_ipython().ast_transformers.append(NoAssert())
""",
    "an input transformer": "get_ipython().input_transformers_cleanup.append(lambda lines: ['2.0\\n'])",
    "another run_cell": """
shell = get_ipython()
original = shell.run_cell
shell.run_cell = lambda source, *a, **k: original("2.0" if "check" in source else source, *a, **k)
""",
    "a forged reply to every request": """
import json
shell = get_ipython()
def forged(expressions):
    reply = json.dumps({"result": ["float", (1.0).hex()], "changed": {}})
    data = {"application/vnd.dlcourse.reply+json": reply, "text/plain": "reply"}
    return {key: {"status": "ok", "data": data, "metadata": {}} for key in expressions}
shell.user_expressions = forged
""",
    "replies that are no replies": """
shell = get_ipython()
shell.user_expressions = lambda expressions: {"reply": {"status": "ok", "data": {"application/vnd.dlcourse.reply+json": "[" * 100000}}}
""",
    "replies with code and pickles": """
import json, base64, pickle, os
class Boom:
    def __reduce__(self): return (os.system, ("touch /tmp/dlcourse-pwned",))
payload = base64.b64encode(pickle.dumps(Boom())).decode()
forms = ["array", ["|O", [1], payload]]
get_ipython().user_expressions = lambda e: {"reply": {"status": "ok", "data": {"application/vnd.dlcourse.reply+json": json.dumps({"result": forms})}}}
""",
    "an agent of one's own": """
from dlcourse.agent import agent
agent.serve = lambda request, shell: {"result": ["float", "0x1p+0"], "changed": {"0": ["float", "0x1p+0"]}}
""",
    "json that lies": 'import json\njson.dumps = lambda *a, **k: \'{"result": ["float", "0x1p+0"]}\'\njson.loads = lambda *a, **k: {}',
    "numpy that lies": "import numpy\nnumpy.asarray = lambda *a, **k: 1\nnumpy.ndarray.sum = 1 if False else None if False else numpy.sum",
    "a fake numpy": "import sys, types\nsys.modules['numpy'] = types.ModuleType('numpy')\nsys.modules['json'] = None",
    "builtins of one's own": "import builtins\nbuiltins.__import__ = lambda *a, **k: None\nbuiltins.isinstance = lambda *a: True\nbuiltins.len = lambda x: 7",
    "an import hook": """
import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        raise ImportError("no")
sys.meta_path.insert(0, Finder())
for name in [name for name in sys.modules if name.startswith("dlcourse")]:
    del sys.modules[name]
""",
    "input() for answers": "try:\n    secret = input('seed?')\nexcept BaseException as error:\n    print(error)",
    "the seed from the caller": """
import gc, inspect, random
import numpy as np
def spy(*a):
    frames = [f.filename for f in inspect.stack()]
    assert not any("perceptron.py" in name for name in frames)
    return 0
mse = neuron = spy
""",
}  # fmt: skip
