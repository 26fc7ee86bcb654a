"""What a right answer is: one folder a chapter, one module an exercise, a hint with each criterion.

A notebook uses it like this::

    from dlcourse.checks import perceptron as check

    check.softmax(softmax, points=2)

From then on, TensorFlow is imported without lines about the machine, which would stand in the notebook, and Keras takes
half the time to begin a training.
"""

from dlcourse.compat.keras import build_before_tracing
from dlcourse.compat.tensorflow import import_quietly

import_quietly()
build_before_tracing()
