"""Multi-head attention as the checks expect it: from Keras, with given matrices, in double precision."""

import numpy as np

TOLERANCE = 1e-6  # Keras rounds 1 / √size to single precision, also in a layer of double precision


def draw_matrices(rng: np.random.Generator, d: int) -> list[np.ndarray]:
    """W_q, W_k, W_v and W_o, (d, d) each."""
    return list(rng.normal(size=(4, d, d)) / np.sqrt(d) * 1.5)


def keras_attention(x: np.ndarray, matrices: list[np.ndarray], heads: int, mask: np.ndarray | None) -> np.ndarray:
    """What Keras' MultiHeadAttention gives for x, (batch, n, d); the mask is broadcast over heads, (batch, 1, n, n)."""
    import keras

    d = x.shape[-1]
    layer = keras.layers.MultiHeadAttention(heads, d // heads, use_bias=False, dtype="float64")
    layer.build(x.shape, x.shape)
    *inward, outward = matrices
    layer.set_weights([*(W.reshape(d, heads, d // heads) for W in inward), outward.reshape(heads, d // heads, d)])
    allowed = None if mask is None else np.broadcast_to(mask, (len(x), 1, x.shape[1], x.shape[1]))[:, 0]
    return layer(x, x, attention_mask=allowed).numpy()
