# %% right: by the table
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% right: other forms
import numpy as np


def sigmoid_gradient(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


def tanh_gradient(x):
    return 1 / np.cosh(x) ** 2


def relu_gradient(x):
    return (x > 0).astype(float)


def leaky_relu_gradient(x):
    slope = np.full(x.shape, 0.01)
    slope[x > 0] = 1
    return slope


def elu_gradient(x):
    return np.exp(np.minimum(x, 0))


# %% wrong: sigmoid: between 0 and ¼ | not x itself
import numpy as np


def sigmoid_gradient(x):
    return x * (1 - x)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: sigmoid: between 0 and ¼ | largest
import numpy as np


def sigmoid_gradient(x):
    return 1 / (1 + np.exp(-x))


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: tanh: between 0 and 1 | SQUARE
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x)


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: tanh: between 0 and 1 | Start from 1
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - x**2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: ReLU: 0 or 1 | not the output
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.maximum(x, 0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: ReLU: 0 or 1 | at 0 too
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x >= 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: leaky ReLU: 0.01 or 1 | not 0.01·x
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01 * x)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: leaky ReLU: 0.01 or 1 | not 0,
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: ELU: exp(x) or 1 | differentiate
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x) - 1)


# %% wrong: leave x as it was | np.where
import numpy as np


def sigmoid_gradient(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    x[x > 0] = 1
    x[x < 0] = 0
    return x


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))


# %% wrong: built by hand
import numpy as np
import scipy.special


def sigmoid_gradient(x):
    return scipy.special.expit(x) * (1 - scipy.special.expit(x))


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))
