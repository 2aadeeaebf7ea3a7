"""Written by assistant.evaluation.train_grounding from MTRAG human evaluation (Apache-2.0), hand-out part: 240 answers, 0.850 supported."""

BIAS = 3.39944
CENTRES: dict[str, float] = {
    "pairs_together": 0.661337,
    "in_two_sentences": 0.731458,
    "adjacent_words": 0.569791,
    "new_figures": 0.160336,
    "new_names": 0.427313,
}
SCALES: dict[str, float] = {
    "pairs_together": 0.273488,
    "in_two_sentences": 0.223662,
    "adjacent_words": 0.261229,
    "new_figures": 0.390867,
    "new_names": 0.675589,
}
WEIGHTS: dict[str, float] = {
    "pairs_together": 0.874463,
    "in_two_sentences": 0.761938,
    "adjacent_words": 0.730696,
    "new_figures": -0.181081,
    "new_names": -0.533303,
}
