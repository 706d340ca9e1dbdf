"""Each floor of the house imports only what stands below it; nothing imports in a circle."""

import ast
from collections.abc import Container, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Lowest first. What is in `advisor` but in no room (settings, urls, wsgi …) stands on top.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"knowledge"}),
    frozenset({"rates", "releases", "pictures"}),
    frozenset({"recommendations", "handbook", "accounts"}),
    frozenset({"proofs"}),
    frozenset({"questionnaire", "editing", "api", "operations"}),
)
TOP = len(FLOORS)
# `knowledge` is pure: no site, no network, no clock, no chance.
IMPURE = frozenset(
    {
        *("advisor", "django", "crispy_forms"),
        *("http.client", "requests", "socket", "urllib.request"),
        *("random", "secrets", "time", "uuid"),
    }
)

Imports = dict[str, set[str]]


def read_imports(root: Path) -> Imports:
    """Module name → the modules it names, for everything in knowledge/ and advisor/."""
    files = {name: file for file in sources(root) if (name := module_name(file, root))}
    return {name: imported(file, name, files.keys()) for name, file in files.items()}


def sources(root: Path) -> list[Path]:
    return sorted(file for top in ("knowledge", "advisor") for file in root.glob(f"{top}/**/*.py"))


def module_name(file: Path, root: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(file: Path, name: str, known: Container[str]) -> set[str]:
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {target for node in ast.walk(tree) for target in targets(node, package, known)}


def targets(node: ast.AST, package: str, known: Container[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = absolute(node, package)
        for alias in node.names:
            # `from package import module` depends on the module, not on its package.
            full = f"{base}.{alias.name}"
            yield full if full in known else base


def absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*above, node.module] if node.module else above)


def room(module: str) -> str:
    """`advisor.releases.models` → `releases`; `knowledge.engine` → `knowledge`."""
    parts = module.split(".")
    return parts[1] if parts[0] == "advisor" and len(parts) > 1 else parts[0]


def floor(module: str) -> int:
    return next((level for level, rooms in enumerate(FLOORS) if room(module) in rooms), TOP)


def inside(module: str, packages: frozenset[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in packages)


def allowed(importer: str, target: str) -> bool:
    if room(importer) == "knowledge":
        return not inside(target, IMPURE)
    if not inside(target, frozenset({"advisor"})) or room(importer) == room(target):
        return True
    return floor(importer) == TOP or floor(target) < floor(importer)


def wrong_directions(imports: Imports) -> list[str]:
    return [
        f"{importer} imports {target}"
        for importer, named in sorted(imports.items())
        for target in sorted(named)
        if not allowed(importer, target)
    ]


def circles(imports: Imports) -> list[str]:
    """One line per circle found, as `a → b → a`."""
    found: list[str] = []
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            found.append(" → ".join((*path[path.index(module) :], module)))
        elif module not in done:
            for target in sorted(imports[module] & imports.keys() - {module}):
                visit(target, (*path, module))
            done.add(module)

    for module in sorted(imports):
        visit(module, ())
    return found


def test_directions() -> None:
    assert wrong_directions(read_imports(ROOT)) == []


def test_no_circles() -> None:
    assert circles(read_imports(ROOT)) == []


# The guards themselves: each refuses what is planted, and only that.


def plant(root: Path, **modules: str) -> Imports:
    """A small house; `advisor__api__views="import x"` becomes advisor/api/views.py."""
    for name, text in modules.items():
        file = root.joinpath(*name.split("__")).with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    return read_imports(root)


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("knowledge__engine", "import django.conf"),
        ("knowledge__engine", "from crispy_forms import layout"),
        ("knowledge__engine", "from advisor.api import views"),
        ("knowledge__deep__engine", "def f():\n    import random"),
        ("advisor__releases__models", "from advisor.handbook import views"),
        ("advisor__releases__models", "from ..pictures import stairs"),
        ("advisor__questionnaire__views", "import advisor.api.views"),
        ("advisor__api__views", "from advisor import urls"),
        ("advisor__api__views", "from advisor.settings import DEBUG"),
    ],
)
def test_a_wrong_direction_is_caught(tmp_path: Path, module: str, text: str) -> None:
    assert len(wrong_directions(plant(tmp_path, **{module: text}))) == 1


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("knowledge__engine", "import dataclasses\nfrom . import model"),
        ("advisor__releases__views", "import django\nimport knowledge\nfrom . import models"),
        ("advisor__api__views", "from advisor.recommendations import models"),
        ("advisor__urls", "from advisor.api import views\nfrom advisor import settings"),
    ],
)
def test_a_right_direction_is_let_through(tmp_path: Path, module: str, text: str) -> None:
    assert wrong_directions(plant(tmp_path, **{module: text})) == []


def test_a_circle_is_caught(tmp_path: Path) -> None:
    planted = plant(
        tmp_path,
        knowledge__a="from . import b",
        knowledge__b="from knowledge.c import x",
        knowledge__c="import knowledge.a",
        knowledge__d="from knowledge import a",
    )
    assert circles(planted) == ["knowledge.a → knowledge.b → knowledge.c → knowledge.a"]
