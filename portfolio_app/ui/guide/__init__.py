"""Getting started: the first steps of a new portfolio; each makes real records and may be skipped."""
