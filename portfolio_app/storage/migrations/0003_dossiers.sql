-- Profiles of dossiers, decisions of the privacy check, and what an outgoing dossier held.

CREATE TABLE "dossier_profile" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "register" TEXT,
    "language" TEXT,
    "sections" TEXT,
    "left_out" TEXT,
    "evidence_choice" TEXT,
    "sample_size" INTEGER,
    "sample_seed" INTEGER,
    "cv_view" TEXT,
    "cover_title" TEXT,
    "show_photo" INTEGER,
    "place" TEXT,
    "certificate" TEXT,
    "recipient" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "dossier_profile_order" ON "dossier_profile" ("name" COLLATE NOCASE, id);

CREATE TABLE "privacy_decision" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "hit" TEXT,
    "hit_kind" TEXT,
    "place" TEXT,
    "treatment" TEXT,
    "reason" TEXT,
    "decided_on" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "privacy_decision_order" ON "privacy_decision" ("decided_on" DESC, id);

CREATE TABLE outgoing_new (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "document_kind" TEXT,
    "file_name" TEXT,
    "sha256" TEXT,
    "version" TEXT,
    "recipient" TEXT,
    "made_on" TEXT,
    "ground" TEXT,
    "register" TEXT,
    "period_start" TEXT,
    "period_end" TEXT,
    "pages" INTEGER,
    "sections" TEXT,
    "left_out" TEXT,
    "folder" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

INSERT INTO outgoing_new (
    "record_number", "id", "document_kind", "file_name", "sha256", "version", "recipient", "made_on", "ground", "register", "period_start", "period_end", "pages", "evidence", "notes", "release", "revision", "created_at", "changed_at"
)
SELECT "record_number", "id", "document_kind", "file_name", "sha256", "version", "recipient", "made_on", "ground", "register", "period_start", "period_end", "pages", "evidence", "notes", "release", "revision", "created_at", "changed_at"
FROM outgoing;

DROP TABLE outgoing;

ALTER TABLE outgoing_new RENAME TO outgoing;

CREATE INDEX "outgoing_order" ON "outgoing" ("made_on" DESC, id);
