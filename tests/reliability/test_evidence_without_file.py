"""Evidence may be described before its file is there; papers are made all the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.audience import Audience
from portfolio_app.domain.records.learning import Activity, ActivityKind, Evidence
from portfolio_app.domain.records.person import Person
from portfolio_app.services.exports import CvRequest, DossierRequest, write_cv, write_dossier
from portfolio_app.services.opening import open_portfolio
from tests.reliability.harness import PASSPHRASE, new_vault


def test_the_dossier_and_the_cv_do_without_it(tmp_path: Path, clock: FixedClock) -> None:
    new_vault(tmp_path)
    path, out = tmp_path / "vault.vakdossier", tmp_path / "out"
    with open_portfolio(path, passphrase=PASSPHRASE, clock=clock) as portfolio:
        evidence = portfolio.add(Evidence.kind, {"name": "Certificaat volgt nog", "release": Audience.PUBLIC}).record.id
        portfolio.add(Person.kind, {"given_names": "Noor", "surname": "Verzonnen", "photo": evidence})
        kind = next(iter(ActivityKind))
        values = {"activity_kind": kind, "name": "Cursus", "start": date(2026, 3, 2), "evidence": (evidence,)}
        portfolio.add(Activity.kind, values)
        period = {"first": date(2026, 1, 1), "last": date(2026, 6, 1)}
        write_dossier(portfolio, DossierRequest("rnvc", out / "dossier.pdf", with_photo=True, mask=True, **period))
        write_cv(portfolio, CvRequest("full", out / "cv.pdf", mask=True))
    assert {path.name for path in out.iterdir()} == {"dossier.pdf", "cv.pdf"}
