# %% right: filter by filter
def conv_parameters(height, width, channels, filters):
    return (height * width * channels + 1) * filters


# %% right: weights, then biases
def conv_parameters(height, width, channels, filters):
    return height * width * channels * filters + filters


# %% wrong: a grey image | one bias for each filter
def conv_parameters(height, width, channels, filters):
    return height * width * channels * filters


# %% wrong: a grey image | numbers and one bias
def conv_parameters(height, width, channels, filters):
    return height * width * channels * filters + 1


# %% wrong: a kernel for each channel | the layer before it
def conv_parameters(height, width, channels, filters):
    return (height * width + 1) * filters


# %% wrong: a kernel for each channel | as many kernels
def conv_parameters(height, width, channels, filters):
    return (height * width + channels) * filters


# %% wrong: kernels need not be square | Height times width
def conv_parameters(height, width, channels, filters):
    return (height * height * channels + 1) * filters


# %% wrong: one bias a filter | not to each of its kernels
def conv_parameters(height, width, channels, filters):
    return (height * width + 1) * channels * filters
