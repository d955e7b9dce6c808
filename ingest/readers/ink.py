"""The picture of one line of words becomes measures of it: base line, size, weight of its strokes.

The box that a line is found in reaches a little over its words, by more or less. What is measured
here is the ink itself: the band of rows in which the small letters stand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SMALL_LETTERS = 0.51  # height of an "x", times the size of the letters
CAPITALS = 0.68  # height of an "X", likewise
STANDING = 0.5  # of the usual ink of a row: a row with less is above or below the letters
HALF_DARK = 0.5  # of the middle of a stroke


@dataclass(frozen=True, kw_only=True, slots=True)
class Ink:
    """Measures of a line, in pixels."""

    below: float  # from the base line to the foot of the picture
    size: float  # of the letters
    stroke: float  # how thick their upright strokes are


def ink_of(picture: NDArray[np.uint8], text: str) -> Ink:
    """Measure a line of words in a picture that holds no other line.

    Args:
        picture: height, width and three equal channels; dark words on a light ground or the
            reverse.
        text: what the words are; a line of capitals stands higher than one of small letters.
    """
    dark = _darkness(picture[:, :, 0])
    top, base = _band(dark)
    height = base - top
    letters = sum(each.isalnum() for each in text)
    high = sum(each.isupper() or each.isdigit() for each in text)
    share = CAPITALS if 2 * high > letters else SMALL_LETTERS
    return Ink(
        below=len(dark) - base,
        size=height / share,
        stroke=_stroke(dark[round(top) : round(base)]),
    )


def _darkness(grey: NDArray[np.uint8]) -> NDArray[np.float64]:
    """From 0, the ground, to 1, the middle of a stroke."""
    low, ground, high = np.percentile(grey, (2, 50, 98))
    ink = low if ground - low > high - ground else high
    if ink == ground:
        return np.zeros(grey.shape)
    share = (grey - ground) / (ink - ground)
    return np.asarray(np.clip(share * 1.3 - 0.3, 0, 1))  # paper is not even


def _band(dark: NDArray[np.float64]) -> tuple[float, float]:
    """Where the longest run of rows begins and ends that hold as much ink as is usual."""
    rows = np.concatenate(([0.0], dark.sum(axis=1), [0.0]))
    least = STANDING * float(np.percentile(rows, 80))
    changes = np.flatnonzero(np.diff((rows > least).astype(np.int8)))
    if not len(changes):
        return 0, len(dark)
    top, base = max(changes.reshape(-1, 2), key=lambda run: run[1] - run[0])
    return _crossing(rows, top, least), _crossing(rows, base, least)


def _crossing(rows: NDArray[np.float64], before: int, level: float) -> float:
    """Where between the middles of two rows the ink passes a level."""
    return float(before - 0.5 + (level - rows[before]) / (rows[before + 1] - rows[before]))


def _stroke(band: NDArray[np.float64]) -> float:
    """The ink of the middle one of the runs of dark pixels in the rows."""
    ink = np.pad(band, ((0, 0), (1, 1))).ravel()
    edges = np.flatnonzero(np.diff((ink > HALF_DARK).astype(np.int8)))
    if not len(edges):
        return 0
    starts, ends = edges.reshape(-1, 2).T
    total = np.concatenate(([0], np.cumsum(ink)))
    return float(np.median(total[ends + 2] - total[starts]))
