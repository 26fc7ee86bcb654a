"""Checks of chapter 05, deep neural networks.

Expected values come from closed forms and from `dlcourse.nn`, whose layers and callbacks a test compares with Keras'.
Trained models are judged on new machines, made for each check, so that no answer can know their energies and faults.
"""

from dlcourse.checks.dnn.batchnorm_backward import batchnorm_backward
from dlcourse.checks.dnn.batchnorm_forward import batchnorm_forward
from dlcourse.checks.dnn.build_classifier import build_classifier
from dlcourse.checks.dnn.build_regressor import build_regressor
from dlcourse.checks.dnn.compare import compare
from dlcourse.checks.dnn.confusion_matrix import confusion_matrix
from dlcourse.checks.dnn.dropout import dropout
from dlcourse.checks.dnn.early_stopping import EarlyStopping
from dlcourse.checks.dnn.l2_penalty import l2_penalty
from dlcourse.checks.dnn.precision_recall_f1 import precision_recall_f1
from dlcourse.checks.dnn.standardize import standardize
from dlcourse.checks.dnn.stratified_split import stratified_split

# In the order of the chapter.
EXERCISES = (
    stratified_split,
    standardize,
    build_regressor,
    l2_penalty,
    dropout,
    batchnorm_forward,
    batchnorm_backward,
    EarlyStopping,
    confusion_matrix,
    precision_recall_f1,
    build_classifier,
    compare,
)
