"""Cells of a student: functions, classes and objects of many kinds; and what makes a kernel empty again."""

# The things that the examiner was given to refer to; the names in the kernel are another matter.
FORGET = "__import__('dlcourse.agent.agent', fromlist=['_things'])._things.clear()"

CELL = """
import numpy as np

def double(x, *, times=2):
    return times * x

def write(x, box):
    x[:] = 7
    box.append(1)

def step_in_place(params, grads):
    for p, g in zip(params, grads):
        p -= 0.1 * g

def step_that_replaces(params, grads):
    for i, g in enumerate(grads):
        params[i] = params[i] - 0.1 * g

def batches(X, size):
    for start in range(0, len(X), size):
        yield X[start : start + size]

def apply(f, x):
    return f(x) + f(2 * x)

def draw(rng):
    return rng.normal(size=3)

def fail():
    values = [1, 2]
    return values[7]

def endless():
    while True:
        pass

class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0
    def __add__(self, other):
        return Value(self.data + (other.data if isinstance(other, Value) else other))
    __radd__ = __add__
    def __mul__(self, other):
        return Value(self.data * other.data)
    def __pow__(self, n):
        return Value(self.data**n)
    def backward(self):
        self.grad = 1.0

class Momentum:
    def __init__(self, learning_rate):
        self.learning_rate, self.v = learning_rate, 0.0
    def step(self, params, grads):
        self.v = 0.9 * self.v - self.learning_rate * grads[0]
        params[0] += self.v

number, table = 3.5, {"a": [1, 2]}
"""
WRITER = """
class Writer:
    def __new__(cls, x, box):
        write(x, box)
        return super().__new__(cls)
    def write(self, x, box):
        write(x, box)
    __call__ = write
method = Writer(np.zeros(1), []).write
callable_object = Writer(np.zeros(1), [])
"""
