"""The check of `shapes`."""

from dlcourse.checks.core import criterion, exercise, require


@exercise()
def shapes(answer, rng):
    """`shapes()`: a dict with a shape for each description.

    Requirements:
    - "one temperature" → a scalar
    - "100 patients with 13 measurements each" → a table
    - "32 series of 50 hours from 3 sensors" → series
    - "16 RGB images, 96 pixels high and 128 wide" → colour images
    - "4 RGB videos of 60 frames in 4K UHD (3840 wide, 2160 high)" → videos
    - "one vector of 5 numbers" → a vector of five numbers
    """
    given = answer()
    require(isinstance(given, dict), f"shapes() returned {type(given).__name__}; expected a dict.")
    questions = {
        "a scalar": ("one temperature", (), "A single number has no axis at all."),
        "a table": (
            "100 patients with 13 measurements each",
            (100, 13),
            "The first axis counts samples, the second features.",
        ),
        "series": (
            "32 series of 50 hours from 3 sensors",
            (32, 50, 3),
            "Samples first, then time steps, then what is measured at each.",
        ),
        "colour images": (
            "16 RGB images, 96 pixels high and 128 wide",
            (16, 96, 128, 3),
            "Samples, height, width, channels: rows of pixels come before columns, colours last.",
        ),
        "videos": (
            "4 RGB videos of 60 frames in 4K UHD (3840 wide, 2160 high)",
            (4, 60, 2160, 3840, 3),
            "A video is a sequence of images: samples, frames, height, width, channels.",
        ),
        "a vector of five numbers": (
            "one vector of 5 numbers",
            (5,),
            "A 5-dimensional vector has one axis with five entries. Its rank is 1, not 5.",
        ),
    }
    for name, (key, expected, hint) in questions.items():
        with criterion(name, hint=hint):
            require(key in given, f"shapes() has no entry {key!r}.")
            shape = given[key]
            require(isinstance(shape, tuple | list), f"{key}: {shape!r} is not a shape; write a tuple.")
            require(tuple(shape) == expected, f"{key}: the shape is not {tuple(shape)}.")
