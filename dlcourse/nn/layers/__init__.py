"""Layers, one idea a file, in the folders that Keras has for them."""

from dlcourse.nn.layers.attention.multi_head_attention import MultiHeadAttention
from dlcourse.nn.layers.convolutional.conv1d import Conv1D
from dlcourse.nn.layers.convolutional.conv2d import Conv2D
from dlcourse.nn.layers.convolutional.conv2d_transpose import Conv2DTranspose
from dlcourse.nn.layers.core.activation import Activation
from dlcourse.nn.layers.core.dense import Dense
from dlcourse.nn.layers.core.embedding import Embedding
from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.normalization.batch_normalization import BatchNormalization
from dlcourse.nn.layers.normalization.layer_normalization import LayerNormalization
from dlcourse.nn.layers.pooling.average_pooling2d import AveragePooling2D, GlobalAveragePooling2D
from dlcourse.nn.layers.pooling.global_pooling1d import GlobalAveragePooling1D, GlobalMaxPooling1D
from dlcourse.nn.layers.pooling.max_pooling2d import MaxPooling2D
from dlcourse.nn.layers.regularization.dropout import Dropout
from dlcourse.nn.layers.reshaping.flatten import Flatten, Reshape
from dlcourse.nn.layers.rnn.bidirectional import Bidirectional
from dlcourse.nn.layers.rnn.gru import GRU
from dlcourse.nn.layers.rnn.lstm import LSTM
from dlcourse.nn.layers.rnn.simple_rnn import SimpleRNN
from dlcourse.nn.layers.rnn.time_distributed import TimeDistributed

__all__ = [
    "GRU",
    "LSTM",
    "Activation",
    "AveragePooling2D",
    "BatchNormalization",
    "Bidirectional",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Dense",
    "Dropout",
    "Embedding",
    "Flatten",
    "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling1D",
    "Layer",
    "LayerNormalization",
    "MaxPooling2D",
    "MultiHeadAttention",
    "Reshape",
    "SimpleRNN",
    "TimeDistributed",
]
