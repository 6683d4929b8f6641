"""How forms are drawn and read: the GOV.UK form renderer, its bound field, fields and widgets."""
