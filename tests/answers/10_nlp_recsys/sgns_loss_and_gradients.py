# %% right: by the book
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% right: all questions in one stack
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    others = np.concatenate([context[:, None], negatives], axis=1)
    target = np.zeros(others.shape[:2])
    target[:, 0] = 1
    logits = np.einsum("nd,nkd->nk", centre, others)
    loss = np.sum(np.logaddexp(0, logits) - target * logits)
    error = np.exp(-np.logaddexp(0, -logits)) - target
    d_others = error[:, :, None] * centre[:, None, :]
    return loss, np.einsum("nk,nkd->nd", error, others), d_others[:, 0], d_others[:, 1:]


# %% wrong: undecided: ln 2 for each of the 1 + k questions | no mean
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).mean() + np.logaddexp(0, wrong).mean()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% wrong: true pairs are drawn together, negatives pushed apart | σ(−x) for the others
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, -wrong).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% wrong: true pairs are drawn together, negatives pushed apart | should be large
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, true).sum() + np.logaddexp(0, wrong).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% wrong: gradient for centre | AND a push
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% wrong: gradient for centre | a pull from the context
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = -lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% wrong: gradient for context | What σ(x) lacks of 1
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum()
    lack = 0.5 * np.tanh(true / 2) + 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% wrong: gradient for negatives | σ(x) itself
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) - 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% wrong: gradient for negatives | Its shape
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess.sum(axis=1)[:, None] * centre
    return loss, d_centre, d_context, d_negatives


# %% wrong: large products | np.logaddexp
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = -np.log(1 / (1 + np.exp(-true))).sum() - np.log(1 / (1 + np.exp(wrong))).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_context = lack[:, None] * centre
    d_negatives = excess[..., None] * centre[:, None]
    return loss, d_centre, d_context, d_negatives


# %% wrong: leaves the vectors as they were | Work on new arrays
import numpy as np


def sgns_loss_and_gradients(centre, context, negatives):
    true = np.sum(centre * context, axis=1)
    wrong = np.sum(centre[:, None] * negatives, axis=2)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum()
    lack = 0.5 * np.tanh(true / 2) - 0.5
    excess = 0.5 * np.tanh(wrong / 2) + 0.5
    d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)
    d_negatives = excess[..., None] * centre[:, None]
    centre *= lack[:, None]
    d_context = centre
    return loss, d_centre, d_context, d_negatives
