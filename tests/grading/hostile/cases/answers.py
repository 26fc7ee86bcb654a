"""Answers that are no answers: values, errors and classes that a check or the wire format may stumble over."""

ANSWERS = {
    "an error whose class has no name": """
class Nothing(Exception):
    __qualname__ = ""
    __traceback__ = None
def neuron(*anything): raise Nothing
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
one_hot = mse = binary_crossentropy = categorical_crossentropy = train_softmax = AND = OR = NAND = Everything()
""",
    "a text that is a number": "class S(str):\n    def __eq__(self, other): return True\nmse = lambda *a: S('1')",
    "a list inside itself": "loop = []\nloop.append(loop)\nmse = neuron = softmax = lambda *a: loop",
    "a list a hundred thousand deep": "deep = []\nfor _ in range(100_000): deep = [deep]\nmse = neuron = softmax = lambda *a: deep",
    "ten gigabytes": "import numpy as np\nmse = lambda *a: np.zeros(10**9)\nsoftmax = lambda z: 'x' * 10**9",
    "an endless iterator": "import itertools\nmse = lambda *a: itertools.count()\nsoftmax = lambda z: (i for i in itertools.count())",
    "an integer of a million digits": "mse = lambda *a: 10**1_000_000",
    "object arrays": "import numpy as np\nmse = lambda *a: np.array([object()])\nsoftmax = lambda z: np.array([{'a': print}], dtype=object)",
    "raises what is not an Exception": "class E(BaseException): pass\ndef mse(*a): raise E()\ndef neuron(*a): raise KeyboardInterrupt\ndef softmax(z): raise SystemExit(0)",
    "changes what it is given": "def mse(a, b):\n    a.resize((0,), refcheck=False)\n    return 0\ndef mlp_forward(X, layers):\n    layers.clear()\n    return X",
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
}  # fmt: skip
