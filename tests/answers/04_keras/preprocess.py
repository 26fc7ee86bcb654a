# %% right: by hand
import numpy as np


def preprocess(images, labels):
    scaled = images.astype("float32")[..., None] / 255
    return scaled, np.eye(10, dtype="float32")[labels]


# %% right: with Keras
import keras
import numpy as np


def preprocess(images, labels):
    x = np.expand_dims(images, -1).astype(np.float32) / np.float32(255.0)
    return x, keras.utils.to_categorical(labels, num_classes=10).astype("float32")


# %% wrong: pixels from 0 to 1 | not by the largest you see
# replace: [..., None] / 255 -> [..., None] / images.max()

# %% wrong: pixels from 0 to 1 | Divide by 255
# remove: / 255

# %% wrong: pixels from 0 to 1 | Divide by 255
# replace: images.astype("float32")[..., None] / 255 -> (images // 255)[..., None].astype("float32")

# %% wrong: an axis for the channel | one channel
# remove: [..., None]

# %% wrong: 32-bit floats | float32
# replace: images.astype("float32") -> images.astype("float64")

# %% wrong: ten columns | give to_categorical their number
# replace: np.eye(10, dtype="float32") -> np.eye(labels.max() + 1, dtype="float32")


# %% wrong: leaves both arguments as they were | Work on a copy
import numpy as np


def preprocess(images, labels):
    scaled = images.astype("float32", copy=False)
    scaled /= 255
    scaled = scaled[..., None]
    return scaled, np.eye(10, dtype="float32")[labels]
