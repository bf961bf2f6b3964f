"""How much each feature of the passages found speaks for their holding the answer.

This file doesn't know how the features are measured (refusing.py).
"""

from __future__ import annotations

# Log-odds, fitted by eval/training/refusal.py on its own questions, the tuning halves of eval/sets and written ones;
# "absent" and "of_another" are set by hand, as little as refuses what they were made for: too few questions have them.
# The bias is .08 above the fitted one since only the best passage's own nearness counts as "paraphrase".
WEIGHTS = {
    "bias": -1.65,
    "absent": -0.9,
    "against": -2.97,
    "denied": -1.21,
    "far": -0.87,
    "name_least": 0.58,
    "names_around": 0.33,
    "numbers_around": 1.35,
    "of_another": -2.5,
    "paraphrase": 1.53,
    "read": 4.16,
    "subject_absent": -0.87,
    "top": 0.46,
    "type_absent": -0.81,
    "type_absent_all": -0.3,
    "unsaid": -1.72,
}
# The same without a reader; fitted before the natural and the written questions were there.
UNREAD_WEIGHTS = {
    "bias": -5.94,
    "against": -2.64,
    "denied": -2.27,
    "far": -0.98,
    "kindred_own": 1.0,
    "margin": 1.39,
    "missing": -0.45,
    "name_least": 1.27,
    "names_around": 1.42,
    "names_sentence": 0.99,
    "nothing_kindred": -0.9,
    "numbers_around": 2.35,
    "paraphrase": 4.03,
    "plain_own": 0.25,
    "plain_sentence": 0.3,
    "subject_absent": -1.24,
    "type_absent": -2.29,
    "type_absent_all": -1.1,
    "unsaid": -2.17,
}
