-- What somebody is still learning stands first among educations.

DROP INDEX "education_order";

CREATE INDEX "education_order" ON "education" (("end" IS NULL) DESC, "end" DESC, "start" DESC, id);
