"""Written by assistant.evaluation.train_confidence from Doc2Dial (Apache-2.0), ConditionalQA (BSD-2-Clause, pages under the Open Government Licence), mtRAG and CLAPNQ (Apache-2.0), hand-out parts, and the sample town's questions outside the certified topics: 6013 rows, 4513 of them answerable."""

BIASES: dict[str, float] = {
    "answerable": 2.00118,
    "document": 1.35052,
    "draft": 0.480017,
}
"""The log odds of each factor at the centres."""

TERMS: dict[str, dict[str, tuple[float, float, float]]] = {
    "answerable": {
        "best_similarity": (-0.00133409, 0.538487, 0.159474),
        "draft_alike": (0.255037, 0.543016, 0.164552),
        "draft_score": (0.532879, 6.35529, 1.31179),
        "draft_terms": (0.107868, 0.589526, 0.300468),
    },
    "document": {
        "best_similarity": (0.169564, 0.549354, 0.159839),
        "document_odds": (1.48652, 1.89275, 2.19933),
        "legs_agree": (0.25116, 0.53939, 0.276558),
    },
    "draft": {
        "draft_alike": (0.262767, 0.617868, 0.155854),
        "draft_carried": (0.107267, 0.45335, 0.286181),
        "draft_document_share": (0.160987, 0.715344, 0.235668),
        "draft_from_top": (0.949209, 0.89722, 0.303671),
        "draft_passage_rank": (0.424094, 0.817259, 0.287384),
        "draft_score": (-0.315229, 6.63791, 1.30072),
        "draft_share": (-0.0888719, 0.217069, 0.146281),
        "draft_terms": (0.272461, 0.627016, 0.347829),
        "draft_told": (0.444651, 0.506464, 0.491647),
        "least_supported": (0, 1, 1),
    },
}
"""For each factor and signal: weight, centre, scale."""
