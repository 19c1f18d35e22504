"""Boosted trees as `learnt.Trees` holds them; needs scikit-learn."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

NOTHING_LEARNT: Mapping[str, Any] = {
    "cues": [],
    "bias": 0.0,
    "roots": [],
    "cue": [],
    "limit": [],
    "at_most": [],
    "more": [],
}


def boosted(
    name: str,
    samples: Sequence[tuple[Mapping[str, float], bool]],
    count: int,
    leaves: int,
    *,
    rate: float = 0.1,
    fewest: int = 40,
    weights: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Trees for the log-odds of what has these cues, flat; `fewest` samples to a leaf."""
    names = list(samples[0][0])
    matrix = np.array([[cues[n] for n in names] for cues, _ in samples], dtype=np.float32)
    right = np.array([is_so for _, is_so in samples])
    model = HistGradientBoostingClassifier(
        max_iter=count,
        max_leaf_nodes=leaves,
        learning_rate=rate,
        min_samples_leaf=fewest,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    ).fit(matrix, right, sample_weight=weights)
    print(name, len(right), int(right.sum()), "right", round(model.score(matrix, right), 4), flush=True)
    return _flat(model, names)


def _flat(model: HistGradientBoostingClassifier, names: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"cues": list(names), "roots": [], "cue": [], "limit": [], "at_most": [], "more": []}
    found["bias"] = round(float(model._baseline_prediction.item()), 5)
    for (predictor,) in model._predictors:
        start = len(found["cue"])
        found["roots"].append(start)
        for node in predictor.nodes:
            leaf = bool(node["is_leaf"])
            found["cue"].append(-1 if leaf else int(node["feature_idx"]))
            found["limit"].append(round(float(node["value"] if leaf else node["num_threshold"]), 4))
            found["at_most"].append(0 if leaf else start + int(node["left"]))
            found["more"].append(0 if leaf else start + int(node["right"]))
    return found
