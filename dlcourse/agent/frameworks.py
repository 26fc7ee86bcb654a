"""Packages that do what an exercise asks for; none is there where an answer built by hand is examined."""

FRAMEWORKS = (
    "tensorflow",
    "keras",
    "scipy",
    "sklearn",
    "torch",
    "jax",
    "autograd",
    "statsmodels",
    "nltk",
    "gensim",
    "kiwipiepy",
)
