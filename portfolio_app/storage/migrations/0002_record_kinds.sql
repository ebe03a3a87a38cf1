-- A table for each record kind.

CREATE TABLE "person" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "given_names" TEXT,
    "initials" TEXT,
    "name_prefix" TEXT,
    "surname" TEXT,
    "professional_title" TEXT,
    "professional_title_en" TEXT,
    "profile" TEXT,
    "profile_en" TEXT,
    "photo" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "website" TEXT,
    "city" TEXT,
    "street" TEXT,
    "postcode" TEXT,
    "country" TEXT,
    "birth_date" TEXT,
    "cv_confirmed_on" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "person_order" ON "person" ("surname" COLLATE NOCASE, id);

CREATE TABLE "registration" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "register" TEXT,
    "register_name" TEXT,
    "title_held" TEXT,
    "number" TEXT,
    "since" TEXT,
    "until" TEXT,
    "period_basis" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "registration_order" ON "registration" ("since" DESC, id);

CREATE TABLE "registration_period" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "registration" TEXT,
    "start" TEXT,
    "end" TEXT,
    "outcome" TEXT,
    "decided_on" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "registration_period_order" ON "registration_period" ("start" DESC, id);

CREATE INDEX "registration_period_parent" ON "registration_period" ("registration");

CREATE TABLE "absence" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "reason" TEXT,
    "start" TEXT,
    "end" TEXT,
    "share" INTEGER,
    "reported" INTEGER,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "absence_order" ON "absence" ("start" DESC, id);

CREATE TABLE "position" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "role" TEXT,
    "role_en" TEXT,
    "employer" TEXT,
    "city" TEXT,
    "start" TEXT,
    "end" TEXT,
    "hours_per_week" INTEGER,
    "self_employed" INTEGER,
    "in_field" INTEGER,
    "level" TEXT,
    "core_tasks" TEXT,
    "description" TEXT,
    "description_en" TEXT,
    "results" TEXT,
    "results_en" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "position_order" ON "position" ("start" DESC, id);

CREATE TABLE "education" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "programme" TEXT,
    "programme_en" TEXT,
    "institution" TEXT,
    "city" TEXT,
    "level" TEXT,
    "start" TEXT,
    "end" TEXT,
    "graduated" INTEGER,
    "description" TEXT,
    "description_en" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "education_order" ON "education" ("end" DESC, "start" DESC, id);

CREATE TABLE "qualification" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_en" TEXT,
    "issuer" TEXT,
    "number" TEXT,
    "issued_on" TEXT,
    "expires_on" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "qualification_order" ON "qualification" ("issued_on" DESC, id);

CREATE TABLE "skill" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_en" TEXT,
    "category" TEXT,
    "category_en" TEXT,
    "level" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "skill_order" ON "skill" ("category" COLLATE NOCASE, "name" COLLATE NOCASE, id);

CREATE TABLE "language" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_en" TEXT,
    "native" INTEGER,
    "listening" TEXT,
    "reading" TEXT,
    "speaking" TEXT,
    "writing" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "language_order" ON "language" ("native" DESC, "name" COLLATE NOCASE, id);

CREATE TABLE "publication" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "publication_kind" TEXT,
    "outlet" TEXT,
    "published" TEXT,
    "co_authors" TEXT,
    "link" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "publication_order" ON "publication" ("published" DESC, id);

CREATE TABLE "membership" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "organisation" TEXT,
    "role" TEXT,
    "role_en" TEXT,
    "since" TEXT,
    "until" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "membership_order" ON "membership" ("since" DESC, id);

CREATE TABLE "reference" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT,
    "role_en" TEXT,
    "organisation" TEXT,
    "contact" TEXT,
    "quote" TEXT,
    "permission" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "reference_order" ON "reference" ("organisation" COLLATE NOCASE, id);

CREATE TABLE "cv_view" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "audience" TEXT,
    "language" TEXT,
    "sections" TEXT,
    "hidden" TEXT,
    "show_photo" INTEGER,
    "training_years" INTEGER,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "cv_view_order" ON "cv_view" ("name" COLLATE NOCASE, id);

CREATE TABLE "activity" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "activity_kind" TEXT,
    "name" TEXT,
    "name_en" TEXT,
    "provider" TEXT,
    "accreditation" TEXT,
    "start" TEXT,
    "end" TEXT,
    "start_time" TEXT,
    "end_time" TEXT,
    "net_minutes" INTEGER,
    "points" TEXT,
    "attendance_signed" INTEGER,
    "participants" INTEGER,
    "leader" TEXT,
    "leader_role" TEXT,
    "location" TEXT,
    "online" INTEGER,
    "passed" INTEGER,
    "learnt" TEXT,
    "use_in_practice" TEXT,
    "competences" TEXT,
    "laws" TEXT,
    "goals" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "activity_order" ON "activity" ("start" DESC, "start_time" DESC, id);

CREATE TABLE "evidence" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "evidence_kind" TEXT,
    "dated" TEXT,
    "file_name" TEXT,
    "sha256" TEXT,
    "media_type" TEXT,
    "size" INTEGER,
    "pages" INTEGER,
    "text" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "evidence_order" ON "evidence" ("dated" DESC, "name" COLLATE NOCASE, id);

CREATE TABLE "reflection" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "model" TEXT,
    "written_on" TEXT,
    "occasion" TEXT,
    "steps" TEXT,
    "competences" TEXT,
    "provisions" TEXT,
    "activities" TEXT,
    "follow_ups" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "reflection_order" ON "reflection" ("written_on" DESC, id);

CREATE TABLE "feedback" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "giver_role" TEXT,
    "giver" TEXT,
    "given_on" TEXT,
    "about" TEXT,
    "content" TEXT,
    "response" TEXT,
    "competences" TEXT,
    "position" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "feedback_order" ON "feedback" ("given_on" DESC, id);

CREATE TABLE "assessment" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "assessment_kind" TEXT,
    "assessed_on" TEXT,
    "title_assessed" TEXT,
    "assessor_role" TEXT,
    "assessor" TEXT,
    "conclusion" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "assessment_order" ON "assessment" ("assessed_on" DESC, id);

CREATE TABLE "score" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "assessment" TEXT,
    "item" TEXT,
    "score" INTEGER,
    "level" TEXT,
    "explanation" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "score_order" ON "score" ("assessment", "item", id);

CREATE INDEX "score_parent" ON "score" ("assessment");

CREATE TABLE "goal" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "specific" TEXT,
    "measurable" TEXT,
    "acceptable" TEXT,
    "realistic" TEXT,
    "start" TEXT,
    "deadline" TEXT,
    "status" TEXT,
    "reached_on" TEXT,
    "result" TEXT,
    "competences" TEXT,
    "reflections" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "goal_order" ON "goal" ("deadline" DESC, id);

CREATE TABLE "action" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "goal" TEXT,
    "name" TEXT,
    "deadline" TEXT,
    "status" TEXT,
    "done_on" TEXT,
    "result" TEXT,
    "activities" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "action_order" ON "action" ("deadline", id);

CREATE INDEX "action_parent" ON "action" ("goal");

CREATE TABLE "law_review" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "law" TEXT,
    "reviewed_on" TEXT,
    "source" TEXT,
    "changes" TEXT,
    "consequences" TEXT,
    "next_review" TEXT,
    "activities" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "law_review_order" ON "law_review" ("reviewed_on" DESC, id);

CREATE TABLE "permission" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "pseudonym" TEXT,
    "giver_name" TEXT,
    "giver_kind" TEXT,
    "representative" TEXT,
    "represented_as" TEXT,
    "data_categories" TEXT,
    "purpose" TEXT,
    "recipients" TEXT,
    "ground" TEXT,
    "legal_basis" TEXT,
    "wording" TEXT,
    "wording_version" TEXT,
    "given_on" TEXT,
    "given_how" TEXT,
    "valid_until" TEXT,
    "withdrawal_route" TEXT,
    "assignment_ended_on" TEXT,
    "review_on" TEXT,
    "delete_on" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "permission_order" ON "permission" ("given_on" DESC, id);

CREATE TABLE "permission_event" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "permission" TEXT,
    "event" TEXT,
    "happened_on" TEXT,
    "how" TEXT,
    "remark" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "permission_event_order" ON "permission_event" ("happened_on" DESC, id);

CREATE INDEX "permission_event_parent" ON "permission_event" ("permission");

CREATE TABLE "exchange" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "permission" TEXT,
    "exchanged_on" TEXT,
    "recipient" TEXT,
    "data_categories" TEXT,
    "ground" TEXT,
    "legal_basis" TEXT,
    "how" TEXT,
    "summary" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "exchange_order" ON "exchange" ("exchanged_on" DESC, id);

CREATE TABLE "adherence" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "code" TEXT,
    "code_name" TEXT,
    "version" TEXT,
    "signed_on" TEXT,
    "place" TEXT,
    "declaration" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "adherence_order" ON "adherence" ("signed_on" DESC, id);

CREATE TABLE "side_activity" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_en" TEXT,
    "interest_kind" TEXT,
    "organisation" TEXT,
    "since" TEXT,
    "until" TEXT,
    "hours_per_month" INTEGER,
    "weighing" TEXT,
    "conclusion" TEXT,
    "measures" TEXT,
    "weighed_on" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "side_activity_order" ON "side_activity" ("since" DESC, id);

CREATE TABLE "journal_entry" (
    record_number INTEGER PRIMARY KEY REFERENCES record (number) DEFERRABLE INITIALLY DEFERRED,
    id TEXT NOT NULL,
    "name" TEXT,
    "journal_kind" TEXT,
    "happened_on" TEXT,
    "told_to" TEXT,
    "told_role" TEXT,
    "what_happened" TEXT,
    "what_was_done" TEXT,
    "outcome" TEXT,
    "closed" INTEGER,
    "provisions" TEXT,
    "reflections" TEXT,
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "journal_entry_order" ON "journal_entry" ("happened_on" DESC, id);

CREATE TABLE "outgoing" (
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
    "evidence" TEXT,
    "notes" TEXT,
    "release" TEXT,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX "outgoing_order" ON "outgoing" ("made_on" DESC, id);
