"""Checks of chapter 13, Transformers and translation.

Attention, layer normalisation and their gradients are compared with Keras and TensorFlow in double precision; waves and
turns with complex numbers. The step with a cache is compared with the full pass. Two networks are judged on texts made
for each check: Korean reviews, and numbers in words that the translator has never seen.
"""

from dlcourse.checks.transformers.attention_backward import attention_backward
from dlcourse.checks.transformers.bits_per_character import bits_per_character
from dlcourse.checks.transformers.build_text_cnn import build_text_cnn
from dlcourse.checks.transformers.cached_step import cached_step
from dlcourse.checks.transformers.causal_mask import causal_mask
from dlcourse.checks.transformers.layer_norm import layer_norm
from dlcourse.checks.transformers.multi_head_attention import multi_head_attention
from dlcourse.checks.transformers.positional_encoding import positional_encoding
from dlcourse.checks.transformers.rotate import rotate
from dlcourse.checks.transformers.split_heads import split_heads
from dlcourse.checks.transformers.top_p import top_p
from dlcourse.checks.transformers.train_translator import train_translator

# In the order of the chapter.
EXERCISES = (
    split_heads,
    causal_mask,
    multi_head_attention,
    attention_backward,
    layer_norm,
    positional_encoding,
    rotate,
    bits_per_character,
    top_p,
    cached_step,
    build_text_cnn,
    train_translator,
)
