"""The kinds of layers and operations of which a model may be made. No other one is ever built.

Left out is what runs code of its own (`Lambda`), reads files or holds texts (`TextVectorization`, `TFSMLayer`).
"""

MODELS = {"Sequential": "keras", "Functional": "keras.src.models.functional", "Model": "keras"}

LAYERS = frozenset(
    """
    Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average
    AveragePooling1D AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D AvgPool3D BatchNormalization Bidirectional
    CategoryEncoding CenterCrop Concatenate Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose
    ConvLSTM1D ConvLSTM2D Convolution1D Convolution2D Cropping1D Cropping2D Dense DepthwiseConv1D DepthwiseConv2D Dot
    Dropout ELU EinsumDense Embedding Flatten GRU GRUCell GaussianDropout GaussianNoise GlobalAveragePooling1D
    GlobalAveragePooling2D GlobalAvgPool1D GlobalAvgPool2D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPooling1D
    GlobalMaxPooling2D GroupNormalization GroupQueryAttention Identity InputLayer LSTM LSTMCell LayerNormalization
    LeakyReLU Masking MaxPool1D MaxPool2D MaxPool3D MaxPooling1D MaxPooling2D MaxPooling3D Maximum Minimum
    MultiHeadAttention Multiply Normalization PReLU Permute RMSNormalization RNN RandomBrightness RandomContrast
    RandomFlip RandomRotation RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape Resizing SeparableConv1D
    SeparableConv2D SimpleRNN SimpleRNNCell Softmax SpatialDropout1D SpatialDropout2D StackedRNNCells Subtract
    TimeDistributed UnitNormalization UpSampling1D UpSampling2D ZeroPadding1D ZeroPadding2D
    """.split()
)

# What `a + b`, `a[:, -1]` and functions of `keras.ops` become in a functional model.
OPERATIONS = {
    "keras.src.ops.numpy": frozenset(
        """
        Absolute Add All Amax Amin Any Average BroadcastTo Clip Concatenate Cos Cumsum Divide Dot Equal Exp ExpandDims
        Expm1 Flip Floor GetItem Greater GreaterEqual Less LessEqual Log Log1p LogicalAnd LogicalNot LogicalOr Matmul
        Max Maximum Mean Min Minimum Moveaxis Multiply Negative NotEqual OnesLike Pad Power Prod Reciprocal Repeat
        Reshape Roll Rot90 Sign Sin Split Sqrt Square Squeeze Stack Std Subtract Sum Swapaxes Take Tanh Tile Transpose
        TrueDivide Var Where ZerosLike
        """.split()
    ),
    "keras.src.ops.nn": frozenset(
        "Elu Gelu HardSigmoid LeakyRelu LogSoftmax Relu Relu6 Selu Sigmoid Silu Softmax Softplus Softsign".split()
    ),
    "keras.src.ops.core": frozenset(["Cast"]),
}

ACTIVATIONS = frozenset(
    """
    celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear log_sigmoid
    log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus squareplus swish
    tanh tanh_shrink
    """.split()
)

NUMBERS = frozenset("bool int32 int64 uint8 float16 bfloat16 float32 float64 mixed_float16 mixed_bfloat16".split())
