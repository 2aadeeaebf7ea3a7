"""Written by assistant.evaluation.train_grounding from MTRAG human evaluation (Apache-2.0), hand-out part: 240 answers, 0.850 supported."""

BIAS = 3.41851
CENTRES: dict[str, float] = {
    "pairs_together": 0.651574,
    "in_two_sentences": 0.731458,
    "adjacent_words": 0.558024,
    "new_figures": 0.160336,
    "new_names": 0.427313,
}
SCALES: dict[str, float] = {
    "pairs_together": 0.279404,
    "in_two_sentences": 0.223662,
    "adjacent_words": 0.264548,
    "new_figures": 0.390867,
    "new_names": 0.675589,
}
WEIGHTS: dict[str, float] = {
    "pairs_together": 0.88024,
    "in_two_sentences": 0.785607,
    "adjacent_words": 0.722483,
    "new_figures": -0.169873,
    "new_names": -0.525055,
}
