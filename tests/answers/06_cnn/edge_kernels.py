# %% right: Sobel
import numpy as np


def edge_kernels():
    right = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    down = right.T
    return {"right": right, "down": down, "any": np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])}


# %% right: Prewitt and four neighbours
import numpy as np


def edge_kernels():
    right = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
    down = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]])
    return {"right": right, "down": down, "any": np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])}


# %% right: nested lists
def edge_kernels():
    return {
        "right": [[0, 0, 0], [-1, 0, 1], [0, 0, 0]],
        "down": [[0, -1, 0], [0, 0, 0], [0, 1, 0]],
        "any": [[0, -0.25, 0], [-0.25, 1, -0.25], [0, -0.25, 0]],
    }


# %% wrong: silent on flat ground | sum to zero
# replace: [-1, 8, -1] -> [-1, 9, -1]

# %% wrong: silent on flat ground | sum to zero
# replace: [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]] -> [[0, 0, 1], [0, 0, 1], [0, 0, 1]]

# %% wrong: "right" finds brighter to the right | Negative weights to the left
# replace: right = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) -> right = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
# replace: down = right.T -> down = -right.T

# %% wrong: "down" finds brighter below | runs downwards
# replace: down = right.T -> down = right

# %% wrong: "down" finds brighter below | Turn your other kernel
# replace: down = right.T -> down = -right.T

# %% wrong: "any" does not care for direction | all sides alike
# replace: [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]] -> [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]

# %% wrong: "any" does not care for direction | The middle against its neighbours
# replace: [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]] -> [[1, 1, 1], [1, -8, 1], [1, 1, 1]]

# %% wrong: "right" finds brighter to the right | before or behind the middle column
# blind to a step between the first two columns
# replace: right = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) -> right = np.array([[2, -3, 1], [2, -3, 1], [2, -3, 1]])

# %% wrong: "right" finds brighter to the right | Each row must sum to zero
# brighter downwards counts as well
# replace: [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]] -> [[-3, 0, 1], [-2, 0, 2], [-1, 0, 3]]

# %% wrong: "down" finds brighter below | Each column must sum to zero
# replace: down = right.T -> down = np.array([[-3, -1, 0], [0, 0, 0], [0, 1, 3]])

# %% wrong: "any" does not care for direction | all sides alike
# a corner is missing
# replace: [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]] -> [[-1, -1, -1], [-1, 7, -1], [-1, -1, 0]]
