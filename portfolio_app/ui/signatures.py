"""PySide's descriptions of its own methods, made when somebody asks for them and not at every start.

PySide's wheels carry as source text, packed, what tells how each method is called: for `help()`, and for the words of
the `TypeError` of a wrong call. All of it is unpacked and compiled whenever PySide is imported, which takes a third of
the time in which an empty window starts. Here a stand-in is compiled in its place, which fetches the real one when
anything of it is first called; from then on all is as PySide made it.

What a stand-in must offer was read from the sources of one version (`libshiboken/signature`), so it stands in for that
version only; any other PySide starts as it always did.
"""

from __future__ import annotations

import builtins
import sys
from functools import cache, partial
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from threading import RLock
from typing import Any, Final

_VERSION: Final = "6.11.3"
_SOURCE: Final = "shibokensupport/signature/loader.py"
_LOADER: Final = "shibokensupport.signature.loader"
_MAPPING: Final = "shibokensupport.signature.mapping"
_STAND_IN: Final = f"from {__name__} import *; stand_in_for_mapping(__spec__.loader)"


def put_off_signatures() -> None:
    """Import PySide without the descriptions of its methods; call this before anything of PySide is imported."""
    compile_whole = builtins.compile

    def compile_lean(source: Any, filename: Any, *given: Any, **named: Any) -> Any:
        if filename == _SOURCE and sys.modules["PySide6"].__version__ == _VERSION:
            source = _STAND_IN
        return compile_whole(source, filename, *given, **named)

    builtins.compile = compile_lean
    try:
        import PySide6  # noqa: F401
    finally:
        builtins.compile = compile_whole


_fetching: Final = RLock()


@cache
def _fetch() -> None:
    """Put the real modules in the place of what stood in for them: into the same ones, PySide keeps hold of those."""
    mapping, loader = sys.modules[_MAPPING], sys.modules[_LOADER]
    archive: Any = loader.__loader__
    sys.meta_path.insert(0, archive)  # what the two import is in there as well
    try:
        archive.exec_module(mapping)
        archive.exec_module(loader)
    finally:
        sys.meta_path.remove(archive)


def _ask(module: str, name: str, *given: Any) -> Any:
    with _fetching:  # two threads may make a mistake at once
        _fetch()
    return getattr(sys.modules[module], name)(*given)


def _nothing(*_given: object) -> None:
    """Stand in for what restores old names and listens for `from __feature__`: this program needs neither."""


# PySide takes each of these from the loader once and for all, by these names.
create_signature = partial(_ask, _LOADER, "create_signature")
make_helptext = partial(_ask, _LOADER, "make_helptext")
pyside_type_init = partial(_ask, _LOADER, "pyside_type_init")
seterror_argument = partial(_ask, _LOADER, "seterror_argument")
feature_import = feature_imported = finish_import = post_init = _nothing


def stand_in_for_mapping(archive: Any) -> None:
    """Make the module that PySide looks into for itself, before it asks for the words of a `TypeError`."""
    mapping = module_from_spec(ModuleSpec(_MAPPING, archive))
    vars(mapping)["update_mapping"] = partial(_ask, _MAPPING, "update_mapping")
    sys.modules[_MAPPING] = mapping


__all__ = [
    "create_signature",
    "feature_import",
    "feature_imported",
    "finish_import",
    "make_helptext",
    "post_init",
    "pyside_type_init",
    "seterror_argument",
    "stand_in_for_mapping",
]
