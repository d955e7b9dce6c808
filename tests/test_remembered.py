"""What the database said is said again without asking, until something is written."""

from __future__ import annotations

from threading import RLock

from vectorstore.remembered import MOST, Remembered


def test_nothing_is_read_twice_until_something_is_written() -> None:
    written, read = [0], list[str]()

    def answer(name: str) -> str:
        read.append(name)
        return name.upper()

    remembered = Remembered(lambda: written[0], RLock())
    assert [remembered.get("a", lambda: answer("a")) for _ in range(3)] == ["A", "A", "A"]
    assert read == ["a"]
    written[0] += 1
    assert remembered.get("a", lambda: answer("a")) == "A"
    assert read == ["a", "a"]


def test_what_is_remembered_is_bounded() -> None:
    remembered = Remembered(lambda: 0, RLock())
    for number in range(3 * MOST):
        assert remembered.get(number, lambda: 0) == 0
        assert len(remembered._kept) <= MOST
    read = [remembered.each(["a", "b"], lambda new: {each: each.upper() for each in new})]
    assert read == [{"a": "A", "b": "B"}]
