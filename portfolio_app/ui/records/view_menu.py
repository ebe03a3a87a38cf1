"""The menu by which a person has a list shown otherwise: grouped, ordered, with other columns."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from portfolio_app.common.text import Text
from portfolio_app.domain.fields import FieldSpec
from portfolio_app.domain.heaps import grouping_fields, is_dated
from portfolio_app.ui.models.records import RecordTableModel
from portfolio_app.ui.records.list_look import ListLook, column_fields
from portfolio_app.ui.session import Session
from portfolio_app.ui.widgets.staying_menu import StayingMenu, empty_menu

_GROUP: Final = Text("Groeperen", "Group")
_NO_GROUPS: Final = Text("Niet groeperen", "Do not group")
_BY_YEAR: Final = Text("{field} (jaar)", "{field} (year)")
_FOLD: Final = Text("Alle groepen inklappen", "Collapse all groups")
_UNFOLD: Final = Text("Alle groepen uitklappen", "Expand all groups")
_ORDER: Final = Text("Sorteren", "Sort")
_USUAL_ORDER: Final = Text("Gebruikelijke volgorde", "Usual order")
_DOWNWARD: Final = Text("Aflopend", "Descending")
_COLUMNS: Final = Text("Kolommen", "Columns")
_USUAL_COLUMNS: Final = Text("Gebruikelijke kolommen", "Usual columns")


class ViewMenu(QMenu):
    """Filled anew each time it opens.

    Attributes:
        look_chosen: a `ListLook`: how the list is to be shown from now on.
    """

    look_chosen = Signal(object)

    def __init__(self, session: Session, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.shown = ListLook()
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        empty_menu(self)
        self._fill_groups()
        self._fill_order()
        self._fill_columns()

    def _fill_groups(self) -> None:
        menu = self._part(_GROUP)
        choices = QActionGroup(menu)
        for name, label in [("", _NO_GROUPS), *((spec.name, _grouped(spec)) for spec in grouping_fields(self._kind))]:
            action = menu.addAction(self._say(label))
            action.setCheckable(True)
            action.setChecked(name == self.shown.group)
            action.triggered.connect(partial(self._choose, group=name))
            choices.addAction(action)
        if self.shown.group:
            menu.addSeparator()
            for label, folded in ((_FOLD, True), (_UNFOLD, False)):
                menu.addAction(self._say(label)).triggered.connect(partial(self._fold, folded))

    def _fill_order(self) -> None:
        menu = self._part(_ORDER)
        now = self.shown.order[0] if self.shown.order else ""
        choices = QActionGroup(menu)
        for name, label in [("", _USUAL_ORDER), *((spec.name, spec.label) for spec in column_fields(self._kind))]:
            action = menu.addAction(self._say(label))
            action.setCheckable(True)
            action.setChecked(name == now.removeprefix("-"))
            minus = "-" if now.startswith("-") else ""
            action.triggered.connect(partial(self._choose, order=(minus + name,) if name else ()))
            choices.addAction(action)
        menu.addSeparator()
        downward = menu.addAction(self._say(_DOWNWARD))
        downward.setCheckable(True)
        downward.setChecked(now.startswith("-"))
        downward.setEnabled(bool(now))
        turned = now.removeprefix("-") if now.startswith("-") else f"-{now}"
        downward.triggered.connect(partial(self._choose, order=(turned,)))

    def _fill_columns(self) -> None:
        menu = StayingMenu(self._say(_COLUMNS), self)
        self.addMenu(menu)
        usual = menu.addAction(self._say(_USUAL_COLUMNS))
        usual.setEnabled(bool(self.shown.columns))
        usual.triggered.connect(partial(self._choose, columns=()))
        menu.addSeparator()
        chosen = self.shown.columns or tuple(spec.name for spec in self._kind.list_fields)
        for spec in column_fields(self._kind):
            action = menu.addAction(self._say(spec.label))
            action.setCheckable(True)
            action.setChecked(spec.name in chosen)
            action.triggered.connect(partial(self._toggle_column, spec.name))

    @property
    def _kind(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - as the model says
        return self._model.kind

    def _part(self, text: Text) -> QMenu:
        return self.addMenu(self._say(text))

    def _say(self, text: Text) -> str:
        return self._session.say(text).replace("&", "&&")

    def _fold(self, folded: bool, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - the signal's own argument
        self._model.fold_all(folded=folded)

    def _toggle_column(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        chosen = self.shown.columns or tuple(spec.name for spec in self._kind.list_fields)
        wanted = {*chosen} ^ {name}
        columns = tuple(spec.name for spec in column_fields(self._kind) if spec.name in wanted)
        if columns:
            self._choose(columns=columns)

    def _choose(
        self,
        _checked: bool = False,  # noqa: FBT001, FBT002 - the signal's own argument
        *,
        columns: tuple[str, ...] | None = None,
        order: tuple[str, ...] | None = None,
        group: str | None = None,
    ) -> None:
        now = self.shown
        self.shown = ListLook(
            now.columns if columns is None else columns,
            now.order if order is None else order,
            now.group if group is None else group,
        )
        self.look_chosen.emit(self.shown)


def _grouped(spec: FieldSpec) -> Text:
    return _BY_YEAR.fill(field=spec.label) if is_dated(spec) else spec.label
