-- What every record kind relies on: the register of all records, links, history, search.

CREATE TABLE meta (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL
) STRICT;

CREATE TABLE link (
    source_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    source_kind TEXT NOT NULL,
    target_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (source_id, field, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX link_target ON link (target_id);

CREATE TABLE operation (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    summary TEXT NOT NULL,
    reverses INTEGER REFERENCES operation (number),
    is_final INTEGER NOT NULL DEFAULT 0,
    first_change INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX operation_reverses ON operation (reverses) WHERE reverses IS NOT NULL;

CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    operation INTEGER NOT NULL REFERENCES operation (number),
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    action TEXT NOT NULL,
    before TEXT,
    after TEXT,
    erased INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX change_record ON change (record_id, operation);

CREATE VIRTUAL TABLE search USING fts5 (
    title,
    title_en,
    keywords,
    body,
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2',
    columnsize = 0
);
