"""Fit the weights of `watchlists/names/chinese_weights.py` on judged pairs; run by hand, never by the tests.

    PYTHONPATH=.:bench/fit python bench/fit/short_forms.py DATA_ROOT [--write]

Needs numpy, as `calibrate.py` does. Prints F1 and reliability in five-fold cross-validation, the folds
parted by short form; --write puts the weights fitted on everything into place.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
from calibrate import fit, hash_of

from watchlists.names.chinese import FEATURES, short_form
from watchlists.names.scorer import SAME

TARGET = Path(__file__).parents[2] / "watchlists/names/chinese_weights.py"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of Chinese short forms.")
    parser.add_argument("root", type=Path, help="folder with pairs_zh_abbrev.csv")
    parser.add_argument("--write", action="store_true", help="put the weights into place")
    options = parser.parse_args()
    found, truth, group, lost = [], [], [], 0
    for r in csv.DictReader((options.root / "pairs_zh_abbrev.csv").open(encoding="utf-8")):
        short, full = sorted((r["name1"], r["name2"]), key=len)
        taken = short_form(short, full)
        if taken is None:
            lost += int(r["is_match"])
            continue
        found.append(taken.evidence)
        truth.append(int(r["is_match"]))
        group.append(short)
    x, y, share = np.array(found), np.array(truth), np.ones(len(truth))
    p = np.zeros(len(y))
    fold = np.array([hash_of(short) % 5 for short in group])
    for number in range(5):
        rest = fold != number
        bias, weights = fit(x[rest], y[rest], share[rest])
        p[~rest] = 1 / (1 + np.exp(-(x[~rest] @ weights + bias)))
    print(f"F1 {2 * y[p >= SAME].sum() / ((p >= SAME).sum() + y.sum() + lost):.3f}")
    for low in np.arange(0, 1, 0.1):
        some = (p >= low) & (p < low + 0.1)
        print(f"score {low:.1f}-{low + 0.1:.1f}: right {y[some].mean():.2f} of {some.sum()}")
    if options.write:
        bias, weights = fit(x, y, share)
        lines = "".join(f"    {w:.4f},  # {name}\n" for w, name in zip(weights, FEATURES, strict=True))
        TARGET.write_text(
            '"""What each sign of a Chinese short form weighs; written by `bench/fit/short_forms.py`."""\n\n'
            f"BIAS = {bias:.4f}\nWEIGHTS = (\n{lines})\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
