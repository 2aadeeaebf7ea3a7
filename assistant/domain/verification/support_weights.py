"""Written by assistant.evaluation.train_grounding from MTRAG human evaluation (Apache-2.0), hand-out part: 240 answers, 0.850 supported."""

BIAS = 3.41605
CENTRES: dict[str, float] = {
    "pairs_together": 0.64904,
    "in_two_sentences": 0.729407,
    "adjacent_words": 0.557763,
    "new_figures": 0.160336,
    "new_names": 0.427313,
}
SCALES: dict[str, float] = {
    "pairs_together": 0.277194,
    "in_two_sentences": 0.222846,
    "adjacent_words": 0.26426,
    "new_figures": 0.390867,
    "new_names": 0.675589,
}
WEIGHTS: dict[str, float] = {
    "pairs_together": 0.886086,
    "in_two_sentences": 0.779449,
    "adjacent_words": 0.720907,
    "new_figures": -0.16896,
    "new_names": -0.522429,
}
