"""What a student might try, as cells put before the exercises. Each case is run for real, in a jailed kernel.

None of them solves an exercise, so none deserves a point.
"""

# Redirection and injection: turning the checks, or what they see, to one's own use.
IN_THE_KERNEL = {
    "an error without a text": """
class Nothing(Exception):
    __qualname__ = ""
    __traceback__ = None
def neuron(*anything): raise Nothing
""",
    "checks that always pass": """
from dlcourse.checks import engine, report
engine.Exercise.judge = lambda self, *a, points=1, **k: report.Report(self.__name__, points=points, criteria=[report.Result("ok", True)])
report.Report.earned = property(lambda self: self.points)
""",
    "comparisons that never fail": """
from dlcourse.checks import compare, perceptron
for name in ("close", "equal", "finite", "require"):
    setattr(compare, name, lambda *a, **k: None)
    setattr(perceptron, name, lambda *a, **k: None)
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
from dlcourse.grading.examiner import agent
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
    "answers that equal everything": """
class Everything:
    shape, dtype, ndim = (), float, 0
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __float__(self): return 1.0
    def __array__(self, *a, **k): raise ValueError
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __iter__(self): return iter([self, self, self])
    def __len__(self): return 10**9
    def __getitem__(self, key): return self
    def __bool__(self): return True
neuron = perceptron_fit = xor = count_parameters = mlp_forward = softmax = Everything()
one_hot = mse = binary_crossentropy = categorical_crossentropy = AND = OR = NAND = Everything()
""",
    "a text that is a number": "class S(str):\n    def __eq__(self, other): return True\nmse = lambda *a: S('1')",
    "a list inside itself": "loop = []\nloop.append(loop)\nmse = neuron = softmax = lambda *a: loop",
    "a list a hundred thousand deep": "deep = []\nfor _ in range(100_000): deep = [deep]\nmse = neuron = softmax = lambda *a: deep",
    "ten gigabytes": "import numpy as np\nmse = lambda *a: np.zeros(10**9)\nsoftmax = lambda z: 'x' * 10**9",
    "an endless iterator": "import itertools\nmse = lambda *a: itertools.count()\nsoftmax = lambda z: (i for i in itertools.count())",
    "an integer of a million digits": "mse = lambda *a: 10**1_000_000",
    "object arrays": "import numpy as np\nmse = lambda *a: np.array([object()])\nsoftmax = lambda z: np.array([{'a': print}], dtype=object)",
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
    "raises what is not an Exception": "class E(BaseException): pass\ndef mse(*a): raise E()\ndef neuron(*a): raise KeyboardInterrupt\ndef softmax(z): raise SystemExit(0)",
    "changes what it is given": "def mse(a, b):\n    a.resize((0,), refcheck=False)\n    return 0\ndef mlp_forward(X, layers):\n    layers.clear()\n    return X",
}

# Evasion: softmax, to be built by hand, from SciPy, and the watch over it switched off.
SHORTCUTS = {
    "a module that is loaded already": """
def softmax(z):
    import sys
    sys.setprofile(None)
    return sys.modules["scipy.special"].softmax(z, axis=-1)
""",
    "planted by text that is run": """
exec("from scipy.special import softmax as _s")
from dlcourse.checks import reach
from dlcourse.grading.examiner import agent
agent._guard.__enter__ = lambda self: None
agent._guard.__exit__ = lambda *a: None
agent.reach = lambda thing: reach.Reach()
def softmax(z): return _s(z, axis=-1)
""",
    "planted in NumPy": """
import numpy as np
from dlcourse.grading.examiner import agent
from dlcourse.checks import reach
agent._guard.__enter__ = lambda self: None
agent._guard.__exit__ = lambda *a: None
agent.reach = lambda thing: reach.Reach()
import scipy.special
for place in [np]: place.exp2 = scipy.special.softmax
vars(np)["exp2"] = scipy.special.softmax
def softmax(z): return np.exp2(z, axis=-1)
""",
    "in another thread": """
from concurrent.futures import ThreadPoolExecutor
def softmax(z):
    return ThreadPoolExecutor(1).submit(lambda: __import__("scipy.special").special.softmax(z, axis=-1)).result()
""",
    "in another process": """
import subprocess, sys, json
def softmax(z):
    text = "import json, sys, scipy.special as s; print(json.dumps(s.softmax(json.loads(sys.argv[1]), axis=-1).tolist()))"
    return json.loads(subprocess.run([sys.executable, "-c", text, json.dumps(z.tolist())], capture_output=True).stdout)
""",
    "kept where no reading finds it, and the watch muted": """
from dlcourse.grading.examiner import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import scipy.special
kept = []
list(map(kept.append, [scipy.special.softmax]))
def softmax(z): return kept[0](z, axis=-1)
""",
    "under the name of one of Python's own": """
from dlcourse.grading.examiner import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import builtins, scipy.special
builtins.abs = scipy.special.softmax
def softmax(z): return abs(z, axis=-1)
""",
    "among what a module of Python's imports": """
from dlcourse.grading.examiner import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import logging, scipy.special
def softmax(z): return logging.sys.modules["scipy.special"].softmax(z, axis=-1)
""",
    "found by a name that is data": """
from dlcourse.grading.examiner import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import pydoc
def softmax(z): return pydoc.locate("scipy.special.softmax")(z, axis=-1)
""",
    "in a generator that waits": """
from dlcourse.grading.examiner import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import scipy.special
def keep():
    thing = yield
    while True: yield thing
kept = keep()
next(kept)
kept.send(scipy.special.softmax)
def softmax(z): return next(kept)(z, axis=-1)
""",
    "from a module of one's own": """
%%writefile mine.py
from scipy.special import softmax as soft
""",
    "through the library's own": """
import importlib
softmax = getattr(importlib.import_module("dl" + "course.nn"), "soft" + "max")
""",
}

# Against the operating system: processes, memory, disk, files, network, signals.
AGAINST_THE_SYSTEM = {
    "leaves at once": "import os\nos._exit(0)",
    "exits politely": "exit()\nimport sys\nsys.exit(0)",
    "kills itself": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "kills everything": "import os, signal\nfor pid in (1, -1, *range(2, 5000)):\n    try: os.kill(pid, signal.SIGTERM)\n    except OSError: pass",
    "stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "a fork bomb": "import os\ntry:\n    while True: os.fork()\nexcept OSError as error: print(error)",
    "a memory bomb": "hoard = []\ntry:\n    while True: hoard.append(bytearray(10**8))\nexcept MemoryError: print('full')",
    "memory that no process has": """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for _ in range(4):
    segment = libc.shmget(0, ctypes.c_size_t(2**28), 0o600)
    if segment < 0: break
    address = libc.shmat(segment, None, 0)
    ctypes.memset(address, 1, 2**28)
    libc.shmdt(ctypes.c_void_p(address))
""",
    "much memory in many processes": """
import os, time
for _ in range(12):
    if os.fork() == 0:
        hoard = b"x" * 500_000_000
        time.sleep(3600)
time.sleep(3600)
""",
    "countless sockets": """
import os, socket, time
for _ in range(20):
    if os.fork() == 0:
        held = [socket.socketpair() for _ in range(210)]
        time.sleep(3600)
time.sleep(3600)
""",
    "computes in many processes": """
import os
for _ in range(50):
    if os.fork() == 0:
        os.setsid()
        while True: pass
""",
    "fills the disk": """
import os
try:
    for i in range(10_000):
        with open(f"/tmp/fill{i}", "wb") as file: file.write(b"x" * 10**8)
except OSError as error: print(error)
""",
    "fills the folder of the sockets": "try:\n    open('/kernel/fill', 'wb').write(b'x' * 10**7)\nexcept OSError as error: print(error)",
    "leaves a daemon": """
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import time
        time.sleep(3600)
    os._exit(0)
""",
    "threads that never end": "import threading\nfor _ in range(5): threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()",
    "atexit handlers": "import atexit\natexit.register(lambda: [None for _ in iter(int, 1)])",
    "prints without end": "while True: print('x' * 10_000)",
    "displays without end": "while True: display('x' * 10_000)",
    "one output in nine hundred places": """
from IPython.display import update_display
for _ in range(900): display("x", display_id="a")
update_display("y" * 4_000_000, display_id="a")
""",
    "one enormous output": "print('x' * 200_000_000)",
    "ignores being interrupted": """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True: pass
""",
    "swallows being interrupted": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "closes every file": "import os\nos.closerange(0, 4096)",
    "looks for solutions": """
import os
found = [os.path.join(folder, name) for folder, _, names in os.walk("/") for name in names
         if name.endswith((".ipynb", ".db")) or "01_perceptron.py" in name]
assert not found, found
""",
    "reads the environment of others": """
import glob
for path in glob.glob("/proc/[0-9]*/environ") + ["/proc/1/environ", "/proc/2/environ"]:
    try: print(open(path, "rb").read().count(b"="))
    except OSError: pass
""",
    "writes where it may not": """
import dlcourse, os, sys
for folder in (os.path.dirname(dlcourse.__file__), sys.prefix, sys.base_prefix, "/usr", "/etc", "/"):
    try:
        open(os.path.join(folder, "pwned"), "w").close()
        print("wrote", folder)
    except OSError: pass
""",
    "connects": """
import socket
for family, address in ((socket.AF_INET, ("127.0.0.1", 22)), (socket.AF_UNIX, "/run/dbus/system_bus_socket"), (socket.AF_UNIX, "\\0abstract")):
    try:
        socket.socket(family).connect(address)
        print("connected", address)
    except OSError: pass
""",
    "mounts and unshares": """
import ctypes
libc = ctypes.CDLL(None)
print(libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None), libc.unshare(0x10000000), libc.unshare(0x20000), libc.ptrace(16, 1, 0, 0), libc.chroot(b"/tmp"))
""",
    "files for the next one": """
import os, site
for path in ("~/.ipython/profile_default/startup/00.py", "~/sitecustomize.py", "~/.config/matplotlib/matplotlibrc", "/tmp/next.py"):
    path = os.path.expanduser(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "w").write("raise SystemExit")
""",
    "system calls behind which holes were found": """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
# io_uring_setup, bpf, userfaultfd, keyctl, perf_event_open, add_key, process_vm_readv, open_by_handle_at, clone3
for number in (425, 321, 323, 250, 298, 248, 310, 304, 435):
    if libc.syscall(number, 0, 0, 0, 0, 0) >= 0: print("allowed", number)
import socket
for family in range(3, 46):
    try: print("opened", socket.socket(family, socket.SOCK_RAW))
    except OSError: pass
""",
    "types into the terminal": """
import fcntl, os, termios
for name in ("/dev/tty", "/dev/pts/ptmx", "/dev/console"):
    try: fcntl.ioctl(os.open(name, os.O_RDWR), termios.TIOCSTI, b"x")
    except OSError: pass
""",
    "a shell": "!cat /etc/passwd; ls -R / 2>/dev/null | wc -l; kill -9 -1",
    "crashes Python": "import ctypes\nctypes.string_at(0)",
    "a deep recursion": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "replaces signal handlers": "import signal\nfor n in range(1, 64):\n    try: signal.signal(n, lambda *a: None)\n    except (OSError, ValueError): pass",
    "gigabytes of threads": "import threading\ntry:\n    for _ in range(10_000): threading.Thread(target=threading.Event().wait, daemon=True).start()\nexcept RuntimeError as error: print(error)",
    "tells widgets gigabytes": """
from comm import create_comm
while True: create_comm(target_name="jupyter.widget", data={"state": {"value": "x" * 1_000_000}})
""",
    "outputs without number": "while True: display(None)",
    "a flood of messages signed beforehand": """
kernel = get_ipython().kernel
content = {"data": {"text/plain": "x" * 10_000_000}, "metadata": {}, "transient": {}}
message = kernel.session.serialize(kernel.session.msg("display_data", content, parent=kernel.get_parent()), ident=b"display_data")
while True: kernel.iopub_socket.send_multipart(message, copy=False)
""",
    "a flood on a line where nobody listens": """
kernel = get_ipython().kernel
message = kernel.session.serialize(kernel.session.msg("input_request", {"prompt": "x" * 10_000_000, "password": False}))
while True: kernel.stdin_socket.send_multipart([kernel.get_parent("shell")["header"]["session"].encode(), *message], copy=False)
""",
    "replies of hundreds of megabytes": """
from dlcourse.grading.examiner import agent
agent.serve = lambda request, shell: {"result": ["list", [["list", []]] * 8_000_000]}
""",
    "a cell that is one enormous list": "numbers = [" + "0," * 300_000 + "]",
    "a class in the place of a function, which overwrites what it is given": """
import numpy as np
class mlp_forward:
    def __new__(cls, X, layers):
        for part in (X, *(array for layer in layers for array in layer if isinstance(array, np.ndarray))):
            part[...] = 0
        return np.zeros((len(X), layers[-1][0].shape[1]))
""",
    "a dict of numbers that all have one hash": "mse = neuron = lambda *a: {k * (2**61 - 1): 0 for k in range(20_000)}",
    "an array without items, and enormous": "import numpy as np\nmse = neuron = softmax = lambda *a: np.zeros((15_000, 15_000, 0))",
    "an error without a text": """
class E(Exception): __qualname__ = ""; __traceback__ = None
def fail(*a): raise E
mse = neuron = softmax = mlp_forward = one_hot = xor = count_parameters = fail
""",
    "a cell nested beyond all reading": "number = " + "-" * 3_000 + "1",
}  # fmt: skip
