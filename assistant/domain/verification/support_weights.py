"""Written by assistant.evaluation.train_grounding from MTRAG human evaluation (Apache-2.0), hand-out part: 240 answers, 0.850 supported."""

BIAS = 3.40551
CENTRES: dict[str, float] = {
    "pairs_together": 0.654609,
    "in_two_sentences": 0.725319,
    "adjacent_words": 0.564913,
    "new_figures": 0.134888,
    "new_names": 0.427313,
}
SCALES: dict[str, float] = {
    "pairs_together": 0.271307,
    "in_two_sentences": 0.22233,
    "adjacent_words": 0.25972,
    "new_figures": 0.359677,
    "new_names": 0.675589,
}
WEIGHTS: dict[str, float] = {
    "pairs_together": 0.889742,
    "in_two_sentences": 0.744608,
    "adjacent_words": 0.735603,
    "new_figures": -0.191163,
    "new_names": -0.515264,
}
