-- How fine scans are in a dossier, kept with its profile.

ALTER TABLE "dossier_profile" ADD COLUMN "scan_dpi" INTEGER;
