"""A function given as text, for checks that need it to run beside the answer: where TensorFlow can follow it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    """A Python expression for a function, such as `lambda x: x**2`; `tf`, `keras` and `np` may be used in it.

    In a notebook it is called as it is. The examiner sends the text to the student's kernel instead of calling back.
    """

    text: str

    def function(self):
        """The function itself, made in this process."""
        import keras
        import numpy as np
        import tensorflow as tf

        return eval(self.text, {"tf": tf, "keras": keras, "np": np})

    def __call__(self, *args):
        return self.function()(*args)
