import keras
import tensorflow as tf


def on_real(logits):
    return tf.reduce_mean(tf.nn.softplus(-logits))


def on_fake(logits):
    return tf.reduce_mean(tf.nn.softplus(logits))


def tiny_gan(g_rate, d_rate):
    generator, discriminator = (
        keras.Sequential([keras.Input((2,)), keras.layers.Dense(8, "tanh"), keras.layers.Dense(outputs)])
        for outputs in (2, 1)
    )
    return generator, discriminator, keras.optimizers.SGD(g_rate), keras.optimizers.SGD(d_rate)


# %% right: two tapes
def gan_train_step(generator, discriminator, g_optimizer, d_optimizer, real, z):
    with tf.GradientTape() as tape:
        d_loss = on_real(discriminator(real)) + on_fake(discriminator(generator(z)))
    d = discriminator.trainable_variables
    d_optimizer.apply(tape.gradient(d_loss, d), d)
    with tf.GradientTape() as tape:
        g_loss = on_real(discriminator(generator(z)))
    g = generator.trainable_variables
    g_optimizer.apply(tape.gradient(g_loss, g), g)
    return d_loss, g_loss


# %% right: pairs, and a tape that watches one network alone
def gan_train_step(generator, discriminator, g_optimizer, d_optimizer, real, z):
    fake = generator(z)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch([weight.value for weight in discriminator.trainable_weights])
        d_loss = on_fake(discriminator(fake)) + on_real(discriminator(real))
    slopes = tape.gradient(d_loss, discriminator.trainable_weights)
    d_optimizer.apply_gradients(zip(slopes, discriminator.trainable_weights))
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch([weight.value for weight in generator.trainable_weights])
        g_loss = on_real(discriminator(generator(z)))
    slopes = tape.gradient(g_loss, generator.trainable_weights)
    g_optimizer.apply_gradients(zip(slopes, generator.trainable_weights))
    return [d_loss, g_loss]


# %% wrong: the generator's step | GENERATOR's loss
# replace: on_real(discriminator(generator(z))) -> on_fake(discriminator(generator(z)))

# %% wrong: the discriminator's step | DISCRIMINATOR's variables
# replace: tape.gradient(d_loss, d) -> [-slope for slope in tape.gradient(d_loss, d)]

# %% wrong: the discriminator's step | real and generated
# replace: d_loss = on_real(discriminator(real)) + on_fake(discriminator(generator(z))) -> d_loss = on_fake(discriminator(generator(z)))

# %% wrong: the discriminator's step | own optimizer
# replace: d_optimizer.apply -> g_optimizer.apply
# replace: g_optimizer.apply(tape.gradient(g_loss, g), g) -> d_optimizer.apply(tape.gradient(g_loss, g), g)

# %% wrong: … and nobody else moves in it | holds still
# replace: d = discriminator.trainable_variables -> d = discriminator.trainable_variables + generator.trainable_variables

# %% wrong: … and only the generator moves in it | not in this half step
# replace: g = generator.trainable_variables -> g = generator.trainable_variables + discriminator.trainable_variables

# %% wrong: the generator's step | inside the tape
# insert after: d_optimizer.apply(tape.gradient(d_loss, d), d) -> fake = generator(z)
# replace: on_real(discriminator(generator(z))) -> on_real(discriminator(fake))
# replace: g_optimizer.apply(tape.gradient(g_loss, g), g) -> g_optimizer.apply([slope if slope is not None else 0 * v for slope, v in zip(tape.gradient(g_loss, g), g)], g)


# %% wrong: first the discriminator, then the generator | AFTER its step
def gan_train_step(generator, discriminator, g_optimizer, d_optimizer, real, z):
    with tf.GradientTape(persistent=True) as tape:
        fake = generator(z)
        d_loss = on_real(discriminator(real)) + on_fake(discriminator(fake))
        g_loss = on_real(discriminator(fake))
    d, g = discriminator.trainable_variables, generator.trainable_variables
    d_optimizer.apply(tape.gradient(d_loss, d), d)
    g_optimizer.apply(tape.gradient(g_loss, g), g)
    return d_loss, g_loss


# %% wrong: first the discriminator, then the generator | AFTER its step
def gan_train_step(generator, discriminator, g_optimizer, d_optimizer, real, z):
    with tf.GradientTape() as tape:
        g_loss = on_real(discriminator(generator(z)))
    g = generator.trainable_variables
    g_optimizer.apply(tape.gradient(g_loss, g), g)
    with tf.GradientTape() as tape:
        d_loss = on_real(discriminator(real)) + on_fake(discriminator(generator(z)))
    d = discriminator.trainable_variables
    d_optimizer.apply(tape.gradient(d_loss, d), d)
    return d_loss, g_loss


# %% wrong: gives both losses | Return
# remove: return d_loss, g_loss

# %% wrong: gives both losses | two single numbers
# replace: return d_loss, g_loss -> return g_loss, d_loss
