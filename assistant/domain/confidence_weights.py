"""Written by assistant.evaluation.train_confidence from Doc2Dial (Apache-2.0), ConditionalQA (BSD-2-Clause, pages under the Open Government Licence), mtRAG and CLAPNQ (Apache-2.0), every second row of the hand-out parts, and the sample town's questions outside the certified topics: 3592 rows, 2305 of them answerable."""

BIASES: dict[str, float] = {
    "answerable": 1.75784,
    "document": 1.69376,
    "draft": 0.782261,
}
"""The log odds of each factor at the centres."""

TERMS: dict[str, dict[str, tuple[float, float, float]]] = {
    "answerable": {
        "best_similarity": (0.0306874, 0.517304, 0.159964),
        "draft_alike": (0.436655, 0.51188, 0.170214),
        "draft_score": (0.518286, 6.55524, 1.30468),
        "draft_terms": (0.0776933, 0.555409, 0.301478),
    },
    "document": {
        "best_similarity": (0.127844, 0.549623, 0.158141),
        "document_odds": (1.56554, 1.95549, 2.1974),
        "legs_agree": (0.251612, 0.53649, 0.275225),
    },
    "draft": {
        "draft_alike": (0.304348, 0.608747, 0.157423),
        "draft_carried": (0.133024, 0.412385, 0.295252),
        "draft_document_share": (0.316659, 0.735686, 0.224855),
        "draft_from_top": (0.681885, 0.937575, 0.241926),
        "draft_passage_rank": (0.544548, 0.870228, 0.256772),
        "draft_score": (-0.346429, 7.0778, 1.35182),
        "draft_share": (-0.0808616, 0.270114, 0.171647),
        "draft_terms": (0.464232, 0.595222, 0.351998),
        "draft_told": (0.603281, 0.534814, 0.475688),
        "least_supported": (0, 1, 1),
    },
}
"""For each factor and signal: weight, centre, scale."""
