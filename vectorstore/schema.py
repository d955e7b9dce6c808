"""The tables of the library database."""

from __future__ import annotations

VERSION = 5  # of the tables; another one is not opened

SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
    letter_id TEXT PRIMARY KEY, file TEXT NOT NULL, body TEXT, dated TEXT, report_title TEXT,
    record TEXT NOT NULL, letter TEXT NOT NULL, text TEXT NOT NULL, fingerprint TEXT NOT NULL,
    family TEXT NOT NULL, version INTEGER NOT NULL, replaced_by TEXT,
    set_apart INTEGER NOT NULL, -- no answer rests on it
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
-- The chain of kept answers, and of purges of their content: see vectorstore/chain.py.
CREATE TABLE IF NOT EXISTS answers (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kept_at TEXT NOT NULL, kind TEXT NOT NULL,
    previous TEXT NOT NULL, content_sha256 TEXT NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS answer_contents (
    number INTEGER PRIMARY KEY REFERENCES answers, content TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS answer_letters (
    letter_id TEXT NOT NULL, -- which may have been removed
    number INTEGER NOT NULL REFERENCES answer_contents ON DELETE CASCADE,
    PRIMARY KEY (letter_id, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS letters_of_answer ON answer_letters (number);
CREATE TABLE IF NOT EXISTS answer_purges (
    number INTEGER PRIMARY KEY REFERENCES answers,
    purge INTEGER NOT NULL REFERENCES answers -- the entry that says so
);
CREATE TRIGGER IF NOT EXISTS answers_stay BEFORE UPDATE ON answers
BEGIN SELECT RAISE(ABORT, 'a kept answer is not changed'); END;
CREATE TRIGGER IF NOT EXISTS answers_are_not_left_out BEFORE DELETE ON answers
BEGIN SELECT RAISE(ABORT, 'a kept answer is not left out'); END;
-- What is replaced is not deleted, as triggers see it.
CREATE TRIGGER IF NOT EXISTS answers_are_not_replaced BEFORE INSERT ON answers
WHEN EXISTS (SELECT 1 FROM answers WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a kept answer is not replaced'); END;
CREATE TRIGGER IF NOT EXISTS contents_stay BEFORE UPDATE ON answer_contents
BEGIN SELECT RAISE(ABORT, 'a kept answer is not changed'); END;
CREATE TRIGGER IF NOT EXISTS contents_are_not_replaced BEFORE INSERT ON answer_contents
WHEN EXISTS (SELECT 1 FROM answer_contents WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a kept answer is not replaced'); END;
CREATE TRIGGER IF NOT EXISTS contents_go_by_a_purge BEFORE DELETE ON answer_contents
WHEN NOT EXISTS (SELECT 1 FROM answer_purges WHERE number = OLD.number)
BEGIN SELECT RAISE(ABORT, 'a kept answer goes by a purge that is noted'); END;
-- Drafts are only added to: see vectorstore/draft_rows.py.
CREATE TABLE IF NOT EXISTS drafts (
    draft_id TEXT PRIMARY KEY, body TEXT NOT NULL, title TEXT NOT NULL,
    published TEXT, -- the report that it answers
    created_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS draft_versions (
    draft_id TEXT NOT NULL REFERENCES drafts ON DELETE CASCADE, version INTEGER NOT NULL,
    at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL, content TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (draft_id, version)
);
CREATE TABLE IF NOT EXISTS draft_events (
    draft_id TEXT NOT NULL REFERENCES drafts ON DELETE CASCADE, number INTEGER NOT NULL,
    kind TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, version INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (draft_id, number)
);
CREATE TRIGGER IF NOT EXISTS drafts_stay BEFORE UPDATE ON drafts
BEGIN SELECT RAISE(ABORT, 'the entry of a draft is not changed'); END;
CREATE TRIGGER IF NOT EXISTS drafts_are_not_replaced BEFORE INSERT ON drafts
WHEN EXISTS (SELECT 1 FROM drafts WHERE draft_id = NEW.draft_id)
BEGIN SELECT RAISE(ABORT, 'a draft is not replaced'); END;
CREATE TRIGGER IF NOT EXISTS versions_stay BEFORE UPDATE ON draft_versions
BEGIN SELECT RAISE(ABORT, 'a version of a draft is not changed'); END;
CREATE TRIGGER IF NOT EXISTS versions_are_not_replaced BEFORE INSERT ON draft_versions
WHEN EXISTS (
    SELECT 1 FROM draft_versions WHERE draft_id = NEW.draft_id AND version = NEW.version
)
BEGIN SELECT RAISE(ABORT, 'a version of a draft is not replaced'); END;
CREATE TRIGGER IF NOT EXISTS versions_go_with_their_draft BEFORE DELETE ON draft_versions
WHEN EXISTS (SELECT 1 FROM drafts WHERE draft_id = OLD.draft_id)
BEGIN SELECT RAISE(ABORT, 'a version of a draft is not left out'); END;
CREATE TRIGGER IF NOT EXISTS approved_drafts_are_locked BEFORE INSERT ON draft_versions
WHEN 'approved' = (
    SELECT kind FROM draft_events
    WHERE draft_id = NEW.draft_id AND kind IN ('approved', 'reopened')
    ORDER BY number DESC LIMIT 1
)
BEGIN SELECT RAISE(ABORT, 'an approved draft is not changed'); END;
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON draft_events
BEGIN SELECT RAISE(ABORT, 'what happened to a draft is not changed'); END;
CREATE TRIGGER IF NOT EXISTS events_are_not_replaced BEFORE INSERT ON draft_events
WHEN EXISTS (SELECT 1 FROM draft_events WHERE draft_id = NEW.draft_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'what happened to a draft is not replaced'); END;
CREATE TRIGGER IF NOT EXISTS events_go_with_their_draft BEFORE DELETE ON draft_events
WHEN EXISTS (SELECT 1 FROM drafts WHERE draft_id = OLD.draft_id)
BEGIN SELECT RAISE(ABORT, 'what happened to a draft is not left out'); END;
"""
