"""Build hook: a wheel carries the resources inside the package, an editable install reads them from the checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface):
    """Adds `resources/` to a wheel that is to be installed elsewhere."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Tell the builder what to include, unless the install is editable."""
        if version != "editable":
            build_data["force_include"]["resources"] = "portfolio_app/resources"
