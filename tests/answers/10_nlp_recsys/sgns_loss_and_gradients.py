import numpy as np


# %% right: by the book
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
# replace: sum() -> mean()

# %% wrong: true pairs are drawn together, negatives pushed apart | σ(−x) for the others
# replace: loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum() -> loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, -wrong).sum()

# %% wrong: true pairs are drawn together, negatives pushed apart | should be large
# replace: -true -> true

# %% wrong: gradient for centre | AND one from each
# remove: + np.sum(excess[..., None] * negatives, axis=1)

# %% wrong: gradient for centre | a term from the context
# replace: d_centre = lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1) -> d_centre = -lack[:, None] * context + np.sum(excess[..., None] * negatives, axis=1)

# %% wrong: gradient for context | the error σ(x) − 1
# replace: lack = 0.5 * np.tanh(true / 2) - 0.5 -> lack = 0.5 * np.tanh(true / 2) + 0.5

# %% wrong: gradient for negatives | σ(x) itself
# replace: excess = 0.5 * np.tanh(wrong / 2) + 0.5 -> excess = 0.5 * np.tanh(wrong / 2) - 0.5

# %% wrong: gradient for negatives | Its shape
# replace: excess[..., None] * centre[:, None] -> excess.sum(axis=1)[:, None] * centre

# %% wrong: large products | np.logaddexp
# replace: np.logaddexp(0, -true).sum() + np.logaddexp(0, wrong).sum() -> -np.log(1 / (1 + np.exp(-true))).sum() - np.log(1 / (1 + np.exp(wrong))).sum()

# %% wrong: leaves the vectors as they were | Work on new arrays
# remove: d_context = lack[:, None] * centre
# insert before: return loss, d_centre, d_context, d_negatives -> centre *= lack[:, None]
# insert before: return loss, d_centre, d_context, d_negatives -> d_context = centre
