# %% right: filter by filter
def conv_parameters(height, width, channels, filters):
    return (height * width * channels + 1) * filters


# %% right: weights, then biases
def conv_parameters(height, width, channels, filters):
    return height * width * channels * filters + filters


# %% wrong: a grey image | one bias for each filter
# from: weights, then biases
# remove: + filters

# %% wrong: a grey image | numbers and one bias
# replace: (height * width * channels + 1) * filters -> height * width * channels * filters + 1

# %% wrong: a kernel for each channel | the layer before it
# replace: return (height * width * channels + 1) * filters -> return (height * width + 1) * filters

# %% wrong: a kernel for each channel | as many kernels
# replace: height * width * channels + 1 -> height * width + channels

# %% wrong: kernels need not be square | Height times width
# replace: height * width -> height * height

# %% wrong: one bias a filter | not to each of its kernels
# replace: (height * width * channels + 1) * filters -> (height * width + 1) * channels * filters
