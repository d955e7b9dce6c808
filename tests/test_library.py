"""What is in the library is found; what is gone is gone; what was broken is mended or said."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings
from fakes import WordEmbedder
from reading_fixtures import SAMPLES

from ingest.reading import Source, read_letters
from vectorstore.errors import EmbeddingChanged, UnknownFilter, UnknownLetter
from vectorstore.intake import Intake, take_in
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

CUSTODY = SAMPLES / "harrowdale-2022-custody.md"
RURAL = SAMPLES / "westmarch-2023-rural-crime.txt"
LETTER = """Office of the Police and Crime Commissioner for Harrowdale

4 May 2021

Dear Home Secretary,

Response to the inspection report "Counting the cost"

{response}

Yours sincerely,

Ada Quill
Police and Crime Commissioner for Harrowdale
"""
HERONS = "The Constabulary keeps forty herons at Millbridge and feeds them every morning at dawn."
OTTERS = "The Constabulary now keeps otters at Millbridge in place of the birds it had before."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", WordEmbedder()) as opened:
        yield opened


@pytest.fixture
def own_samples(own_samples_folder: Path) -> Iterator[Library]:
    with Library(own_samples_folder, WordEmbedder()) as opened:
        yield opened


def write(folder: Path, response: str, name: str = "letter.txt") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(LETTER.format(response=response), "utf-8")
    return file


def taken(library: Library, *files: Path) -> Intake:
    intake = take_in(files, library)
    assert intake.refused == ()
    return intake


def found(library: Library, words: str) -> list[Evidence]:
    """The passages that hold the words, of all that a search for them returns."""
    return [each for each in library.search(words, k=50) if words in " ".join(each.text.split())]


def results(library: Library) -> list[tuple[str, float]]:
    questions = ["appropriate adults", "online reporting platform", "Recommendation 2", "sheep"]
    return [
        (each.passage_id, round(each.score, 4))
        for question in questions
        for each in library.search(question, k=5)
    ]


def test_the_same_file_twice_is_unchanged(library: Library) -> None:
    first = taken(library, CUSTODY)
    again = taken(library, CUSTODY)
    assert [each.file for each in first.added] == [CUSTODY.name]
    assert again.added == again.updated == ()
    assert again.unchanged == first.added
    assert library.verify() == []


def test_the_same_bytes_under_another_name_are_the_same_letter(
    library: Library, tmp_path: Path
) -> None:
    taken(library, CUSTODY)
    assert len(taken(library, Path(shutil.copy(CUSTODY, tmp_path / "copy.md"))).unchanged) == 1
    assert len(library.letters()) == 1


def test_a_changed_letter_takes_the_place_of_the_old_one(library: Library, tmp_path: Path) -> None:
    old = taken(library, write(tmp_path, HERONS)).added[0].letter
    assert len(found(library, HERONS)) == 1
    intake = taken(library, write(tmp_path, OTTERS))
    assert [each.file for each in intake.updated] == ["letter.txt"]
    new = intake.updated[0].letter
    assert library.letters() == [new]
    assert found(library, HERONS) == []
    assert len(found(library, OTTERS)) == 1
    assert library.verify() == []
    assert (new.version, new.versions) == (2, (old.letter_id, new.letter_id))
    kept = library.record(old.letter_id)
    assert (kept.version, kept.replaced_by) == (1, new.letter_id)
    assert HERONS in library.letter(old.letter_id).text


def test_an_old_version_that_comes_again_does_not_come_back(
    library: Library, tmp_path: Path
) -> None:
    old = taken(library, write(tmp_path, HERONS)).added[0].letter
    taken(library, write(tmp_path, OTTERS))
    again = taken(library, write(tmp_path, HERONS))
    assert [each.letter.letter_id for each in again.unchanged] == [old.letter_id]
    assert again.added == again.updated == ()
    assert len(library.letters()) == 1
    assert found(library, HERONS) == []
    assert len(found(library, OTTERS)) == 1
    assert library.verify() == []


def test_the_same_paragraph_in_two_letters_is_two_passages(
    library: Library, tmp_path: Path
) -> None:
    first, second = write(tmp_path, HERONS, "first.txt"), write(tmp_path, HERONS, "second.txt")
    second.write_text(second.read_text("utf-8").replace("Counting the cost", "Warm nights"))
    taken(library, first, second)
    assert sorted(each.letter.file for each in found(library, HERONS)) == [
        "first.txt",
        "second.txt",
    ]


def test_a_removed_letter_is_gone_from_everything(library: Library, tmp_path: Path) -> None:
    taken(library, RURAL, write(tmp_path, HERONS))
    letter = taken(library, write(tmp_path, OTTERS)).updated[0].letter
    assert library.remove(letter.letter_id) == letter.passages
    assert [each.file for each in library.letters()] == [RURAL.name]
    for words in (HERONS, OTTERS):
        assert found(library, words) == []
    assert library.verify() == []
    kept = [path.read_bytes() for path in (library.folder / "originals").iterdir()]
    assert kept == [RURAL.read_bytes()]
    assert rows_with(library.folder, b"Millbridge") == []
    with pytest.raises(UnknownLetter):
        library.remove(letter.letter_id)


def rows_with(folder: Path, words: bytes) -> list[str]:
    """The files of a library in which the words can still be read."""
    return [
        file.name for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()
    ]


def test_rebuilding_gives_the_same_results(own_samples: Library) -> None:
    before = results(own_samples)
    assert len(before) == 20
    passages = own_samples.rebuild()
    assert passages == sum(each.passages for each in own_samples.letters()) > 100
    assert results(own_samples) == before
    assert own_samples.verify() == []


def test_verify_finds_what_an_index_has_lost(own_samples: Library) -> None:
    letter = own_samples.letters()[0]
    own_samples._indexes.lexical.replace([letter.letter_id], [])
    own_samples._indexes.dense.replace([letter.letter_id], [])
    faults = own_samples.verify()
    assert len(faults) == 3
    assert all("Run: onrecord rebuild" in fault for fault in faults)
    own_samples.rebuild()
    assert own_samples.verify() == []


def test_verify_finds_an_original_that_was_altered_or_lost(own_samples: Library) -> None:
    altered, lost, *_ = sorted((own_samples.folder / "originals").iterdir())
    altered.write_bytes(altered.read_bytes() + b" ")
    lost.unlink()
    assert sorted(own_samples.verify()) == sorted(
        [
            f"The original of letter {altered.name[:16]} has been altered.",
            f"The original of letter {lost.name[:16]} is missing.",
        ]
    )


def test_a_backup_restores_to_a_working_library(own_samples: Library, tmp_path: Path) -> None:
    before = results(own_samples)
    own_samples.backup(tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        archive.extractall(tmp_path / "restored")
    with Library(tmp_path / "restored", WordEmbedder()) as restored:
        assert results(restored) == before
        assert restored.verify() == []
        letter_id = own_samples.letters()[0].letter_id
        assert restored.original(letter_id) == own_samples.original(letter_id)
    assert [path.name for path in tmp_path.glob("*.partial")] == []


def test_another_embedding_model_is_refused_with_the_command_to_run(
    own_samples_folder: Path,
) -> None:
    other = WordEmbedder("other-words", dimension=64)
    with pytest.raises(EmbeddingChanged, match=r"bag-of-words \(512 .* onrecord rebuild"):
        Library(own_samples_folder, other)
    with Library(own_samples_folder, other, reindexing=True) as library:
        library.rebuild()
    with Library(own_samples_folder, other) as library:
        assert library.search("appropriate adults")
        assert library.verify() == []
    with pytest.raises(EmbeddingChanged, match="other-words"):
        Library(own_samples_folder, WordEmbedder())


@pytest.mark.parametrize("index", ["dense", "lexical"])
def test_an_index_that_was_deleted_is_made_anew_on_opening(
    own_samples_folder: Path, index: str
) -> None:
    with Library(own_samples_folder, WordEmbedder()) as library:
        before = results(library)
    shutil.rmtree(own_samples_folder / index)
    with Library(own_samples_folder, WordEmbedder()) as library:
        assert results(library) == before
        assert library.verify() == []


def test_an_index_whose_vectors_were_made_another_way_is_made_anew(
    library: Library, tmp_path: Path
) -> None:
    taken(library, write(tmp_path, "We accept this."))
    before = results(library)
    library.close()
    mark = tmp_path / "library" / "dense" / "onrecord.json"
    old = json.loads(mark.read_text())
    mark.write_text(json.dumps({"generation": old["generation"], "model": old["model"]}))
    with Library(tmp_path / "library", WordEmbedder()) as reopened:
        assert results(reopened) == before
        assert reopened.verify() == []
    new = json.loads(mark.read_text())
    assert new.pop("made") != old.pop("made")
    assert new == old


def test_a_body_or_report_that_no_letter_has_is_an_error_that_says_which_do(
    own_samples: Library,
) -> None:
    with pytest.raises(UnknownFilter) as refusal:
        own_samples.search("custody", filters=Filters(bodies=("Harowdale",)))
    assert "Did you mean Harrowdale?" in str(refusal.value)
    assert "letters from: Harrowdale, Westmarch." in str(refusal.value)
    with pytest.raises(UnknownFilter, match="A duty of care"):
        own_samples.search("custody", filters=Filters(report="Moon landing"))


def test_filters_keep_to_what_they_name(own_samples: Library) -> None:
    bodies = own_samples.search("the force", k=50, filters=Filters(bodies=("westmarch",)))
    assert {each.letter.body for each in bodies} == {"Westmarch"}
    report = own_samples.search("the force", k=50, filters=Filters(report="duty of CARE"))
    assert {each.letter.file for each in report} == {CUSTODY.name}
    start = next(each.dated for each in own_samples.letters() if each.file == CUSTODY.name)
    day = own_samples.search("the force", k=50, filters=Filters(dated_from=start, dated_to=start))
    assert {each.letter.file for each in day} == {CUSTODY.name}


def test_chroma_measures_cosine(own_samples_folder: Path) -> None:
    client = chromadb.PersistentClient(
        path=str(own_samples_folder / "dense" / "chroma"),
        settings=Settings(anonymized_telemetry=False),
    )
    (collection,) = client.list_collections()
    assert collection.name == "passages"
    assert collection.configuration_json["hnsw"]["space"] == "cosine"
    client.close()  # type: ignore[attr-defined]


def test_a_similarity_is_the_cosine_of_the_question_and_the_passage(
    library: Library, tmp_path: Path
) -> None:
    taken(library, write(tmp_path, HERONS))
    assert found(library, HERONS)[0].similarity == pytest.approx(1.0, abs=1e-3)


def test_a_passage_is_the_slice_of_its_letter(own_samples: Library) -> None:
    checked = 0
    for record in own_samples.letters():
        letter = own_samples.letter(record.letter_id)
        assert read_letters(SAMPLES / record.file)[0][0] == letter
        for passage in letter.passages:
            assert letter.text[passage.start : passage.end] == passage.text
            checked += 1
    assert checked > 100


def test_a_letter_of_no_body_or_date_is_kept_and_found(library: Library, tmp_path: Path) -> None:
    file = write(tmp_path, HERONS)
    (letter,), data = read_letters(file)
    front = replace(letter.front, body=None, dated=None, report_title=None, author=None)
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(path=file, file=file.name, container=None, sha256=sha256)
    library.add(source, [replace(letter, front=front)])
    assert len(found(library, HERONS)) == 1
    assert library.bodies() == []


def test_a_letter_that_is_removed_elsewhere_during_a_search_is_left_out(
    own_samples: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = own_samples.search("What does the force do?", k=20)[0].letter.letter_id
    database = own_samples._database
    passages = database.passages
    monkeypatch.setattr(
        database, "passages", lambda ids: passages([i for i in ids if not i.startswith(gone)])
    )
    after = own_samples.search("What does the force do?", k=20)
    assert len(after) > 0
    assert gone not in {each.letter.letter_id for each in after}


def test_a_question_of_marks_and_stop_words_finds_no_error(own_samples: Library) -> None:
    for query in ["?!", "the of and", "AND OR NOT (", 'text:"', "a" * 2000, "£", "\x00"]:
        assert isinstance(own_samples.search(query, k=3), list), re.escape(query)


def test_a_search_in_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    with Library(tmp_path, WordEmbedder()) as library:
        assert library.search("What is done for victims?") == []
