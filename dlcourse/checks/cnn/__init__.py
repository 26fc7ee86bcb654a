"""Checks of chapter 06, convolutional neural networks.

Convolution is compared with `correlate`, which a test compares with Keras. It is linear in the images and in the
weights, so its derivative with respect to one entry is the convolution with 1 there and 0 elsewhere: no formula for
the gradient is needed. `build_cnn` is trained by its check, `any_side` by the answer; both are judged on newly made
drawings.
"""

from dlcourse.checks.cnn.any_side import any_side
from dlcourse.checks.cnn.build_cnn import build_cnn
from dlcourse.checks.cnn.conv2d import conv2d
from dlcourse.checks.cnn.conv2d_backward import conv2d_backward
from dlcourse.checks.cnn.conv_parameters import conv_parameters
from dlcourse.checks.cnn.edge_kernels import edge_kernels
from dlcourse.checks.cnn.grad_cam import grad_cam
from dlcourse.checks.cnn.max_pool2d_backward import max_pool2d_backward
from dlcourse.checks.cnn.output_size import output_size
from dlcourse.checks.cnn.pad_same import pad_same
from dlcourse.checks.cnn.pooling import pooling

# In the order of the chapter.
EXERCISES = (
    edge_kernels,
    output_size,
    pad_same,
    conv2d,
    pooling,
    conv2d_backward,
    max_pool2d_backward,
    conv_parameters,
    build_cnn,
    grad_cam,
    any_side,
)
