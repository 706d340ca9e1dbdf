"""Tables that only grow: the database itself refuses to change or delete their rows.

Django's own guards can be walked around (raw SQL, `QuerySet._raw_delete`, another program);
triggers cannot. On SQLite a migration that alters a guarded table makes it anew, without its
triggers: such a migration ends with `guard` again, and a test finds out if it does not.

Nothing in the product switches the triggers off, `manage.py flush` included. Tests that empty
the database between them do so with `unguard` (tests/advisor/conftest.py).
"""

from collections.abc import Mapping

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython

# RAISE(ABORT) and restrict_violation both reach Python as django.db.IntegrityError. The third
# trigger is for INSERT OR REPLACE, which deletes on SQLite without firing the second.
SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is never deleted from'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
    " WHEN EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number)"
    " BEGIN SELECT RAISE(ABORT, 'UNIQUE: {table} has this number'); END",
)
SQLITE_OFF = tuple(
    f"DROP TRIGGER {{table}}_{name}" for name in ("no_update", "no_delete", "no_replace")
)
POSTGRES = (
    "CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION '{table} only grows: % is refused', TG_OP"
    " USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
    "CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays()",
)
POSTGRES_OFF = ("DROP FUNCTION {table}_stays() CASCADE",)
ON = {"sqlite": SQLITE, "postgresql": POSTGRES}
OFF = {"sqlite": SQLITE_OFF, "postgresql": POSTGRES_OFF}


def guard(connection: BaseDatabaseWrapper, table: str) -> None:
    """Let `table`, whose key is `number`, only grow."""
    run(connection, ON, table)


def unguard(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the guard of `table` away again."""
    run(connection, OFF, table)


def run(connection: BaseDatabaseWrapper, texts: Mapping[str, tuple[str, ...]], table: str) -> None:
    """Run the statements for the database at hand."""
    with connection.cursor() as cursor:
        for text in texts[connection.vendor]:
            cursor.execute(text.format(table=table))


def guarding(table: str) -> RunPython:
    """The step of a migration that guards `table`."""
    return RunPython(
        lambda apps, editor: guard(editor.connection, table),
        lambda apps, editor: unguard(editor.connection, table),
    )
