"""Checks for chapter 10: natural language and recommendation, gathered from the modules that hold them."""

from dlcourse.checks.recommenders import matrix_factorization_step, ndcg_at_k, recommend_films
from dlcourse.checks.sentiment import classify_reviews
from dlcourse.checks.tokens import bag_of_words, build_vocabulary, encode_and_pad, normalize, tf_idf, tokenize
from dlcourse.checks.word_vectors import attention, sgns_loss_and_gradients, similarity, skipgram_pairs

__all__ = [
    "attention",
    "bag_of_words",
    "build_vocabulary",
    "classify_reviews",
    "encode_and_pad",
    "matrix_factorization_step",
    "ndcg_at_k",
    "normalize",
    "recommend_films",
    "sgns_loss_and_gradients",
    "similarity",
    "skipgram_pairs",
    "tf_idf",
    "tokenize",
]
