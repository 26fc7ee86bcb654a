"""Checks of chapter 10, natural language and recommendation.

Expected values are written by hand, or come from NumPy and scikit-learn's `TfidfTransformer`.

Gradients are compared with differences of the loss, attention with SciPy's softmax query by query, similarity with
scikit-learn's. A classifier is judged on new reviews, and a recommender on new ratings by people whose taste is known;
both are made for each check.
"""

from dlcourse.checks.nlp_recsys.recommenders.matrix_factorization_step import matrix_factorization_step
from dlcourse.checks.nlp_recsys.recommenders.ndcg_at_k import ndcg_at_k
from dlcourse.checks.nlp_recsys.recommenders.recommend_films import recommend_films
from dlcourse.checks.nlp_recsys.text.attention import attention
from dlcourse.checks.nlp_recsys.text.bag_of_words import bag_of_words
from dlcourse.checks.nlp_recsys.text.build_vocabulary import build_vocabulary
from dlcourse.checks.nlp_recsys.text.classify_reviews import classify_reviews
from dlcourse.checks.nlp_recsys.text.encode_and_pad import encode_and_pad
from dlcourse.checks.nlp_recsys.text.normalize import normalize
from dlcourse.checks.nlp_recsys.text.sgns_loss_and_gradients import sgns_loss_and_gradients
from dlcourse.checks.nlp_recsys.text.similarity import similarity
from dlcourse.checks.nlp_recsys.text.skipgram_pairs import skipgram_pairs
from dlcourse.checks.nlp_recsys.text.tf_idf import tf_idf
from dlcourse.checks.nlp_recsys.text.tokenize import tokenize

# In the order of the chapter.
EXERCISES = (
    normalize,
    tokenize,
    build_vocabulary,
    encode_and_pad,
    bag_of_words,
    tf_idf,
    skipgram_pairs,
    sgns_loss_and_gradients,
    similarity,
    attention,
    classify_reviews,
    matrix_factorization_step,
    ndcg_at_k,
    recommend_films,
)
