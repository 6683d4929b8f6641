"""An address of mail in the database: one form, whoever writes it and whoever looks for it."""

from __future__ import annotations

from typing import Any

from django.db import models

from core.alike import one_address


class AddressField(models.EmailField):  # type: ignore[type-arg]
    """An address that is stored, and looked for, as :func:`one_address` has it."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The column is that of an ``EmailField``: migrations know it by that name."""
        name, _path, positional, keywords = super().deconstruct()
        return name, "django.db.models.EmailField", list(positional), dict(keywords)

    def get_prep_value(self, value: Any) -> Any:
        """What is written, and what is compared with the column."""
        plain = super().get_prep_value(value)
        return one_address(plain) if isinstance(plain, str) else plain

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The same for the instance, which lives on after it is saved."""
        value = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
