import keras
import tensorflow as tf


class VAE(keras.Model):
    def __init__(self, encoder, decoder, beta=1.0):
        super().__init__()
        self.encoder, self.decoder, self.beta = encoder, decoder, beta

    def train_step(self, x):
        with tf.GradientTape() as tape:
            mu, log_var = tf.split(self.encoder(x, training=True), 2, axis=1)
            z = mu + tf.exp(0.5 * log_var) * tf.random.normal(tf.shape(mu))
            logits = self.decoder(z, training=True)
            misses = tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits)
            kl = 0.5 * tf.reduce_sum(tf.exp(log_var) + mu**2 - 1 - log_var, axis=1)
            likelihood = -tf.reduce_sum(misses, axis=1)
            loss = tf.reduce_mean(self.beta * kl - likelihood)
        weights = self.encoder.trainable_variables + self.decoder.trainable_variables
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        return {"loss": loss}


# %% right: eight latents, one hidden layer
def train_vae(x_train):
    layers, latents, epochs = keras.layers, 8, 80
    encoder = keras.Sequential([keras.Input((64,)), layers.Dense(256, "relu"), layers.Dense(2 * latents)])
    decoder = keras.Sequential([keras.Input((latents,)), layers.Dense(256, "relu"), layers.Dense(64)])
    vae = VAE(encoder, decoder)
    fading = keras.optimizers.schedules.CosineDecay(0.005, epochs * len(x_train) // 64)
    vae.compile(keras.optimizers.Adam(fading), jit_compile=False)
    vae.fit(x_train, epochs=epochs, batch_size=64, verbose=0)
    return encoder, decoder


# %% right: a layer that draws and adds its price to the loss
class Draw(keras.layers.Layer):
    def call(self, code):
        mu, log_var = keras.ops.split(code, 2, axis=1)
        self.add_loss(keras.ops.mean(keras.ops.sum(keras.ops.exp(log_var) + mu**2 - 1 - log_var, axis=1)) / 2)
        return mu + keras.ops.exp(log_var / 2) * keras.random.normal(keras.ops.shape(mu))


def train_vae(x_train):
    pixels, code = keras.Input((64,)), keras.Input((10,))
    hidden = keras.layers.Dense(256, "silu")(pixels)
    encoder = keras.Model(pixels, keras.layers.Dense(20)(hidden))
    hidden = keras.layers.Dense(256, "silu")(code)
    decoder = keras.Model(code, keras.layers.Dense(64)(hidden))
    whole = keras.Model(pixels, decoder(Draw()(encoder(pixels))))

    def price(x, logits):
        return keras.ops.sum(keras.ops.softplus(logits) - x * logits, axis=-1)

    fading = keras.optimizers.schedules.CosineDecay(0.005, 80 * 23)
    whole.compile(keras.optimizers.Adam(fading), price, jit_compile=False)
    whole.fit(x_train, x_train, epochs=80, batch_size=64, verbose=0)
    return [encoder, decoder]


# %% wrong: an encoder of Keras' own layers | keras.Model
# replace: return encoder, decoder -> return vae
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 1

# %% wrong: a mean and a log-variance for each latent | 2 · latents
# the mean alone, from a decoder that was trained with one log-variance for all
# replace: return encoder, decoder -> return keras.Sequential([encoder, layers.Dense(7)]), decoder
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 1

# %% wrong: a decoder of Keras' own layers | classes of your own
# replace: return encoder, decoder -> return encoder, lambda z: decoder(z)
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 1

# %% wrong: logits for each pixel | no activation
# replace: layers.Dense(64)]) -> layers.Dense(64, "sigmoid")])
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 1

# %% wrong: the decoder listens | posterior collapse
# replace: VAE(encoder, decoder) -> VAE(encoder, decoder, beta=20.0)
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 20

# %% wrong: the decoder listens | a mean over the pixels
# replace: VAE(encoder, decoder) -> VAE(encoder, decoder, beta=64.0)
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 20

# %% wrong: the decoder listens | draws the same for all of them
# a large mean, the same for each digit, from a network that has learned nothing
# replace: layers.Dense(2 * latents) -> layers.Dense(2 * latents, kernel_initializer="zeros", bias_initializer="ones")
# remove: vae.fit(x_train, epochs=epochs, batch_size=64, verbose=0)

# %% wrong: the decoder listens | means come first
# the log-variances, and behind them the means
# insert before: return encoder, decoder -> last = encoder.layers[-1]
# insert before: return encoder, decoder -> last.set_weights([keras.ops.roll(w, latents, axis=-1) for w in last.get_weights()])
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 30

# %% wrong: the bound is high enough | that bends
# replace: layers.Dense(256, "relu"), -> layers.Dense(256),
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 40

# %% wrong: the bound is high enough | enough epochs
# replace: epochs = keras.layers, 8, 80 -> epochs = keras.layers, 8, 20
