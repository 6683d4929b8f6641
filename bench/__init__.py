"""How fast is it? Ours beside a bare floor, in turns: ``python -m bench --help``."""
