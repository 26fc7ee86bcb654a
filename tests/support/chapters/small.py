"""The source of a small chapter: an import, an exercise with its check, and a cell that prints."""

CHAPTER = "01_perceptron"
SOURCE = """\
# %%
from dlcourse.checks import perceptron as check

# %% tags=["exercise"]
def mse(y_true, y_pred):
    ### BEGIN SOLUTION
    return ((y_true - y_pred) ** 2).mean()
    ### END SOLUTION

# %% tags=["check"] points=20
check.mse(mse, points=20)
### BEGIN HIDDEN TESTS
check.mse(mse, points=20, random_seed=True)
### END HIDDEN TESTS

# %%
print("the end")
"""
