"""One layer for every time step."""

from dlcourse.nn.layers.layer import Layer


class TimeDistributed(Layer):
    """Apply `layer` to each time step by itself: (batch, timesteps, ...) to (batch, timesteps, ...).

    The steps are moved into the batch axis, so the layer works on all of them at once. A layer that uses statistics of
    the batch (BatchNormalization) therefore uses all steps together.
    """

    input_axes = ("batch", "timesteps", "...", "features")
    supports_masking = True

    def __init__(self, layer, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer
        self.dtype = layer.dtype
        self.casts_input = layer.casts_input

    def build(self, input_shape):
        self.layer.check_input((input_shape[0], *input_shape[2:]))
        self.layer.build((input_shape[0], *input_shape[2:]))
        self.layer.built = True
        self.input_features = self.layer.input_features
        self.parameters = self.layer.parameters
        self.state = self.layer.state
        self.gradients = self.layer.gradients
        self.regularizers = self.layer.regularizers

    def forward(self, x, training=False, mask=None):
        self.leading = x.shape[:2]
        return self.separate(self.layer(self.join(x), training))

    def backward(self, gradient, **options):
        d_x = self.layer.backward(self.join(gradient), **options)
        return None if d_x is None else self.separate(d_x)

    def join(self, x):
        """(batch, timesteps, ...) to (batch · timesteps, ...)."""
        return x.reshape(-1, *x.shape[2:])

    def separate(self, x):
        """(batch · timesteps, ...) to (batch, timesteps, ...)."""
        return x.reshape(*self.leading, *x.shape[1:])
