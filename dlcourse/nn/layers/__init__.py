"""Layers, one idea a file."""

from dlcourse.nn.layers.activation import Activation
from dlcourse.nn.layers.average_pooling2d import AveragePooling2D, GlobalAveragePooling2D
from dlcourse.nn.layers.batch_normalization import BatchNormalization
from dlcourse.nn.layers.bidirectional import Bidirectional
from dlcourse.nn.layers.conv2d import Conv2D
from dlcourse.nn.layers.dense import Dense
from dlcourse.nn.layers.dropout import Dropout
from dlcourse.nn.layers.embedding import Embedding
from dlcourse.nn.layers.flatten import Flatten, Reshape
from dlcourse.nn.layers.gru import GRU
from dlcourse.nn.layers.layer import Layer
from dlcourse.nn.layers.lstm import LSTM
from dlcourse.nn.layers.max_pooling2d import MaxPooling2D
from dlcourse.nn.layers.simple_rnn import SimpleRNN
from dlcourse.nn.layers.time_distributed import TimeDistributed

__all__ = [
    "GRU",
    "LSTM",
    "Activation",
    "AveragePooling2D",
    "BatchNormalization",
    "Bidirectional",
    "Conv2D",
    "Dense",
    "Dropout",
    "Embedding",
    "Flatten",
    "GlobalAveragePooling2D",
    "Layer",
    "MaxPooling2D",
    "Reshape",
    "SimpleRNN",
    "TimeDistributed",
]
