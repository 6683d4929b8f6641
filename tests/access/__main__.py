"""Say which cells of the access matrix differ from ``docs/access/``; ``--write`` writes them there.

Every cell that changes is a decision: read the difference before it is committed.
"""

import logging
import os
import sys

import django
from django.db import connection
from django.test.utils import setup_test_environment


def main():
    setup_test_environment()
    logging.disable(logging.WARNING)  # most cells are refusals, and each would say so
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    from tests.access import matrix, table  # noqa: PLC0415 -- models are there only now
    from tests.access.rows import TABLES  # noqa: PLC0415 -- the same
    from tests.access.world import standing_world  # noqa: PLC0415 -- the same

    with standing_world() as world:
        for name, (title, cases) in TABLES.items():
            cells_of_rows = matrix.rows(world, cases)
            golden = table.read(name)
            for key, cells in cells_of_rows.items():
                for line in differences(golden.get(key, {}), cells):
                    sys.stdout.write(f"{' '.join(key)}: {line}\n")
            for key in golden.keys() - cells_of_rows.keys():
                sys.stdout.write(f"{' '.join(key)}: there is no such page\n")
            if "--write" in sys.argv[1:]:
                table.write(name, title, cells_of_rows)


def differences(golden, cells):
    return [
        f"{head}: {golden.get(head, 'nothing')} -> {cell or 'nothing'}"
        for head, cell in cells.items()
        if golden.get(head) != cell
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main()
