"""An abbreviation is found by its long form, and the long form by its abbreviation."""

from __future__ import annotations

import pytest

from vectorstore.abbreviations import abbreviations, other_forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Harbour Watch Team (HWT) patrols", {"HWT": "Harbour Watch Team"}),
        ("run by HWT (Harbour Watch Team) since May", {"HWT": "Harbour Watch Team"}),
        ("all lost property officers (LPOs) met", {"LPO": "lost property officers"}),
        ("a rescue-boat access plan (RBAP)", {"RBAP": "rescue-boat access plan"}),
        ("the Code of Conduct for Divers (CCD)", {"CCD": "Code of Conduct for Divers"}),
        ("in the harbour (ABC) there were", {}),
        ("the plan (see Annex A) and (Note) more", {}),
        ("", {}),
    ],
)
def test_a_letter_says_what_its_abbreviations_stand_for(text: str, found: dict[str, str]) -> None:
    assert abbreviations(text) == found


def test_a_passage_is_also_found_by_the_form_that_it_does_not_use() -> None:
    known = {"HWT": "Harbour Watch Team"}
    assert other_forms("The HWT met.", known) == ["Harbour Watch Team"]
    assert other_forms("The harbour\nwatch team met.", known) == ["HWT"]
    assert other_forms("The Harbour Watch Team (HWT) met.", known) == []
    assert other_forms("Nobody met.", known) == []
