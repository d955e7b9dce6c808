"""A picture of a page becomes the lines seen in it, where text recognition is installed.

The models come in the package `rapidocr` and run on this computer; each is named by its path, so
nothing is looked up or fetched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.limits import page_to_recognise
from ingest.readers.ink import ink_of

Picture = NDArray[np.uint8]  # height, width and three equal channels; 0 is black
Boxes = NDArray[np.float64]  # of each line its four corners, from the upper left one clockwise

SURE = 0.5  # of 1: words less certain than this are none
TOGETHER = 40  # lines that are recognised in one go
DETECTION_SIDE = 1280  # pixels: the longer side of the page in which lines are looked for
ASKED_WHICH_WAY_UP = 9  # lines of a page
HEAD_OF_A_LINE = 4  # times its height: the part that is shown to the model of directions

_DETECTION = "PP-OCRv6_det_small.onnx"
_DIRECTION = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
_RECOGNITION = "PP-OCRv6_rec_small.onnx"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A line as it was measured in a picture, in points."""

    text: str
    left: float
    right: float
    y: float  # of the base line; grows upwards
    size: float  # of the letters
    stroke: float  # how thick they are drawn


@cache
def available() -> bool:
    """Whether the extra `ocr` is installed, with its models."""
    if find_spec("rapidocr") is None or find_spec("pypdfium2") is None:
        return False
    return all((models() / name).is_file() for name in (_DETECTION, _DIRECTION, _RECOGNITION))


def recognise(picture: Picture, dpi: float) -> list[Seen]:
    """Recognise the lines of a page, whichever way up it lies, from its head to its foot."""
    page_to_recognise()
    engine = _engine()
    crops, boxes = _lines_in(engine, picture)
    if turns := _quarter_turns(engine, crops, boxes):
        picture = np.ascontiguousarray(np.rot90(picture, turns))
        crops, boxes = _lines_in(engine, picture)
    if not crops:
        return []
    read = zip(crops, _straightened(boxes), _words(engine, crops), strict=True)
    points = 72 / dpi
    seen = [
        _seen(" ".join(text.split()), crop, box, picture.shape[0], points)
        for crop, box, text in read
        if text.strip()
    ]
    return sorted(seen, key=lambda line: -line.y)


def _words(engine: Any, crops: list[Picture]) -> Iterator[str]:
    """What each line says; nothing where that is not sure."""
    for first in range(0, len(crops), TOGETHER):
        page_to_recognise()  # a full page takes as long as several
        found = engine.recognize_txt(crops[first : first + TOGETHER])
        for text, score in zip(found.txts, found.scores, strict=True):
            yield text if score >= SURE else ""


def _seen(text: str, crop: Picture, box: Boxes, height: int, points: float) -> Seen:
    ink = ink_of(crop, text)
    base = box[2:, 1].mean() - ink.below
    return Seen(
        text=text,
        left=float(box[:, 0].min()) * points,
        right=float(box[:, 0].max()) * points,
        y=float(height - base) * points,
        size=ink.size * points,
        stroke=ink.stroke * points,
    )


def _lines_in(engine: Any, picture: Picture) -> tuple[list[Picture], Boxes]:
    """The picture of each line, upright, and where it stands."""
    from rapidocr.main import RapidOCRError

    try:
        crops, found = engine.detect_and_crop(picture, {})
    except RapidOCRError:  # there are none
        return [], np.empty((0, 4, 2))
    return crops, np.asarray(found.boxes, dtype=np.float64)


def _quarter_turns(engine: Any, crops: list[Picture], boxes: Boxes) -> int:
    """How often the page is to be turned by 90° to the left to stand upright.

    A line that stands on end was turned by 90° to the left when it was cut out.
    """
    longest = sorted(crops, key=lambda crop: -crop.shape[1])[:ASKED_WHICH_WAY_UP]
    heads = [crop[:, : HEAD_OF_A_LINE * len(crop)] for crop in longest]
    if not heads:
        return 0
    _, found = engine.cls_and_rotate(heads)
    overturned = [label for label, _ in found.cls_res].count("180") > len(heads) // 2
    width, height = np.ptp(boxes, axis=1).T
    return 2 * overturned + int(height.max() > width.max())


def _straightened(boxes: Boxes) -> Boxes:
    """The boxes as they would stand had the page been laid straight on the glass."""
    along = boxes[:, 1] - boxes[:, 0]
    weights = np.hypot(along[:, 0], along[:, 1])
    order = np.argsort(angles := np.arctan2(along[:, 1], along[:, 0]))
    half = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    angle = -angles[order[half]]
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = boxes.mean(axis=(0, 1))
    return np.asarray((boxes - middle) @ turn.T + middle)


@cache
def _engine() -> Any:
    """The models, loaded once in a process."""
    # The makers of ONNX Runtime, on which it runs, are sent usage figures unless this is set.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_vertical_padding": False,
            "Det.model_path": str(models() / _DETECTION),
            "Cls.model_path": str(models() / _DIRECTION),
            "Rec.model_path": str(models() / _RECOGNITION),
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            "Rec.rec_batch_num": 1,  # lines padded to one length took longer
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        }
    )


def models() -> Path:
    """The folder of the models, in the package that brings them."""
    spec = find_spec("rapidocr")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "models"
