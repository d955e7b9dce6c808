"""The tables of the library database."""

from __future__ import annotations

VERSION = 2  # of the tables; another one is not opened

SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
    letter_id TEXT PRIMARY KEY, file TEXT NOT NULL, body TEXT, dated TEXT, report_title TEXT,
    record TEXT NOT NULL, letter TEXT NOT NULL, text TEXT NOT NULL, fingerprint TEXT NOT NULL,
    family TEXT NOT NULL, version INTEGER NOT NULL, replaced_by TEXT,
    added_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS letters_by_fingerprint ON letters (fingerprint);
CREATE INDEX IF NOT EXISTS letters_by_family ON letters (family, version);
CREATE TABLE IF NOT EXISTS sketches (
    value INTEGER NOT NULL, letter_id TEXT NOT NULL REFERENCES letters ON DELETE CASCADE,
    PRIMARY KEY (value, letter_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sketches_of_letter ON sketches (letter_id);
CREATE TABLE IF NOT EXISTS files (
    sha256 TEXT PRIMARY KEY,
    whole INTEGER NOT NULL -- every letter in it is on file
);
CREATE TABLE IF NOT EXISTS holdings (
    sha256 TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
    letter_id TEXT NOT NULL REFERENCES letters ON DELETE CASCADE,
    name TEXT NOT NULL, container TEXT,
    PRIMARY KEY (sha256, letter_id)
);
CREATE INDEX IF NOT EXISTS holdings_of_letter ON holdings (letter_id);
CREATE TABLE IF NOT EXISTS pages (
    letter_id TEXT NOT NULL REFERENCES letters ON DELETE CASCADE,
    number INTEGER NOT NULL, label TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (letter_id, number)
);
CREATE TABLE IF NOT EXISTS items (
    letter_id TEXT NOT NULL REFERENCES letters ON DELETE CASCADE,
    position INTEGER NOT NULL, number TEXT, kind TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (letter_id, position)
);
CREATE TABLE IF NOT EXISTS passages (
    passage_id TEXT PRIMARY KEY,
    letter_id TEXT NOT NULL REFERENCES letters ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, page INTEGER NOT NULL, page_label TEXT,
    heading TEXT NOT NULL, item INTEGER, speaker TEXT NOT NULL, recognised INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_of_letter ON passages (letter_id, start);
CREATE TABLE IF NOT EXISTS changes (
    generation INTEGER PRIMARY KEY AUTOINCREMENT, letter_id TEXT NOT NULL, change TEXT NOT NULL,
    made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS answers (
    answer_id INTEGER PRIMARY KEY, asked_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    question TEXT NOT NULL, answer TEXT NOT NULL
);
"""
