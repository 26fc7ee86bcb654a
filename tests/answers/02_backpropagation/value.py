import math


# %% right: a list as a stack
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, n):
        return Value(self.data**n, ((self, n * self.data ** (n - 1)),))

    def exp(self):
        return Value(math.exp(self.data), ((self, math.exp(self.data)),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, ((self, 1 - t * t),))

    def order(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent, _ in node.parents)
        return order

    def backward(self):
        order = self.order()
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad += node.grad * slope

    def zero_grad(self):
        for node in self.order():
            node.grad = 0.0


# %% right: counting what is still to come
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, n):
        return Value(self.data**n, ((self, n * self.data ** (n - 1)),))

    def exp(self):
        return Value(math.exp(self.data), ((self, math.exp(self.data)),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, ((self, 1 - t * t),))

    def backward(self):
        waiting, stack, seen = {}, [self], {id(self)}
        while stack:
            for parent, _ in stack.pop().parents:
                waiting[id(parent)] = waiting.get(id(parent), 0) + 1
                if id(parent) not in seen:
                    seen.add(id(parent))
                    stack.append(parent)
        self.grad, ready = 1.0, [self]
        while ready:
            node = ready.pop()
            for parent, slope in node.parents:
                parent.grad += node.grad * slope
                waiting[id(parent)] -= 1
                if waiting[id(parent)] == 0:
                    ready.append(parent)

    def zero_grad(self):
        stack, seen = [self], {id(self)}
        while stack:
            node = stack.pop()
            node.grad = 0.0
            for parent, _ in node.parents:
                if id(parent) not in seen:
                    seen.add(id(parent))
                    stack.append(parent)


# %% right: Python's own topological sorter
import graphlib


class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = float(data), 0.0, list(parents)

    def __float__(self):
        return self.data

    def __add__(self, other):
        slopes = [(self, 1.0)] + ([(other, 1.0)] if isinstance(other, Value) else [])
        return Value(self.data + float(other), slopes)

    def __radd__(self, other):
        return self + other

    def __mul__(self, other):
        slopes = [(self, float(other))] + ([(other, self.data)] if isinstance(other, Value) else [])
        return Value(self.data * float(other), slopes)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def exp(self):
        return Value(math.exp(self.data), [(self, math.exp(self.data))])

    def tanh(self):
        return Value(math.tanh(self.data), [(self, math.cosh(self.data) ** -2)])

    def all_before(self):
        graph, todo = {}, [self]
        while todo:
            node = todo.pop()
            if node not in graph:
                graph[node] = [parent for parent, _ in node.parents]
                todo += graph[node]
        return list(graphlib.TopologicalSorter(graph).static_order())

    def backward(self):
        self.grad = 1.0
        for node in self.all_before()[::-1]:
            for parent, slope in node.parents:
                parent.grad += node.grad * slope

    def zero_grad(self):
        for node in self.all_before():
            node.grad = 0.0


# %% wrong: sums | passed on to both
# replace: return Value(self.data + other.data, ((self, 1.0), (other, 1.0))) -> return Value(self.data + other.data, ((self, 1.0),))

# %% wrong: sums
# no new Value: the first one is changed
# insert before: return Value(self.data + other.data, ((self, 1.0), (other, 1.0))) -> self.data += 0.001

# %% wrong: products | OTHER factor
# replace: ((self, other.data), (other, self.data)) -> ((self, self.data), (other, other.data))

# %% wrong: powers | negative n
# replace: return Value(self.data**n, ((self, n * self.data ** (n - 1)),)) -> return Value(self.data**n, ((self, n * self.data**n),))

# %% wrong: powers | fractions
# insert after: def __pow__(self, n): ->     n = int(n)

# %% wrong: exp | derivative of exp is exp
# replace: (self, math.exp(self.data)) -> (self, self.data)

# %% wrong: tanh | slope of tanh
# replace: return Value(t, ((self, 1 - t * t),)) -> return Value(t, ((self, 1 - t),))

# %% wrong: plain numbers on either side | __rmul__
# remove: __radd__, __rmul__ = __add__, __mul__

# %% wrong: gradients accumulate | do not overwrite
# replace: parent.grad += node.grad * slope -> parent.grad = node.grad * slope


# %% wrong: in topological order | complete
# layer by layer from the end, as in a search in breadth
# insert after: order = self.order() -> order, seen = [self], {id(self)}
# insert after: order, seen = [self], {id(self)} -> for node in order:
# insert after: for node in order: ->     order.extend(parent for parent, _ in node.parents if not (id(parent) in seen or seen.add(id(parent))))
# replace: for node in reversed(order): -> for node in order:

# %% wrong: two walks add up | does not reset anything
# insert before: self.grad = 1.0 -> self.zero_grad()

# %% wrong: zero_grad resets all | Not only the value itself
# replace: for node in self.order(): -> for node in [self]:

# %% wrong: zero_grad resets all | not only its parents
# replace: for node in self.order(): -> for node in [self] + [parent for parent, _ in self.parents]:


# %% wrong: long chains | runs out of stack
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, n):
        return Value(self.data**n, ((self, n * self.data ** (n - 1)),))

    def exp(self):
        return Value(math.exp(self.data), ((self, math.exp(self.data)),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, ((self, 1 - t * t),))

    def visit(self, order, seen):
        if id(self) not in seen:
            seen.add(id(self))
            for parent, _ in self.parents:
                parent.visit(order, seen)
            order.append(self)
        return order

    def backward(self):
        self.grad = 1.0
        for node in reversed(self.visit([], set())):
            for parent, slope in node.parents:
                parent.grad += node.grad * slope

    def zero_grad(self):
        for node in self.visit([], set()):
            node.grad = 0.0


# %% wrong: built by hand
# insert after: import math -> import tensorflow as tf
# replace: t = math.tanh(self.data) -> t = float(tf.math.tanh(self.data))
