"""Let somebody be faster, at the very moment at which the page begins to write."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def somebody_is_faster(model, **changes):
    """Every row of ``model`` gets ``changes`` just before the first UPDATE that it sees inside."""
    done = []

    def first(execute, sql, params, many, context):
        if not done and sql.startswith(f'UPDATE "{model._meta.db_table}"'):
            done.append(sql)
            model._default_manager.update(**changes)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(first):
        yield
    assert done
