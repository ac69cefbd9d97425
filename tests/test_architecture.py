"""The rules of the layout, as failing tests."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("db", "etl", "dashboard")
PURE = (
    "dashboard/measures",
    "dashboard/charts",
    "dashboard/exports",
    "dashboard/selection.py",
    "dashboard/views.py",
    "etl/coding",
    "db/vocabulary",
)


def python_files(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))
    return found


def test_import_contracts_hold():
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:]


def test_no_file_beside_the_entry_shadows_a_module():
    # `streamlit run dashboard/app.py` puts dashboard/ first on sys.path.
    ours = {path.stem for path in (ROOT / "dashboard").iterdir() if path.suffix == ".py" or path.is_dir()}
    taken = (set(sys.stdlib_module_names) | {"db", "etl", "bilateral", "streamlit", "plotly", "pandas"}) - {
        "__main__"
    }
    assert ours & taken == set()
    assert not (ROOT / "dashboard" / "pages").exists(), (
        "Streamlit would discover it by itself; use app_pages/"
    )


@pytest.mark.parametrize("path", python_files(*PURE), ids=lambda path: str(path.relative_to(ROOT)))
def test_pure_modules_ask_neither_clock_nor_chance(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            call = f"{ast.unparse(node.func.value)}.{node.func.attr}"
            assert not re.search(r"(date|datetime)\.(today|now|utcnow)$|^time\.(time|monotonic)$", call), (
                f"{path.name}:{node.lineno} asks the clock; pass `today`"
            )
            assert not (call.endswith("random.default_rng") and not node.args), (
                f"{path.name}:{node.lineno} draws without a seed"
            )


@pytest.mark.parametrize(
    "path", python_files("dashboard/app_pages", "dashboard/app.py"), ids=lambda path: path.stem
)
def test_no_page_prints_a_bare_string(path):
    # Streamlit shows what stands alone in a page's script, notes under names included.
    body = ast.parse(path.read_text(encoding="utf-8")).body
    bare = [node for node in body[1:] if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    assert [f"{path.name}:{node.lineno}" for node in bare] == []


def test_selects_live_in_the_store():
    for path in python_files("etl", "dashboard"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"from sqlalchemy\S* import .*\bselect\b|\btext\([\"']\s*SELECT|read_sql", text
        ), f"{path}: reading is db/read.py's"


@pytest.mark.parametrize(
    "module", ["bilateral", "dashboard.cli", "dashboard.cli_files", "dashboard.launch", "etl.cli", "db.cli"]
)
def test_command_modules_import_nothing_heavy(module):
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert not loaded & {
        "streamlit",
        "pandas",
        "plotly",
        "sqlalchemy",
        "numpy",
        "alembic",
        "trafilatura",
        "babel",
        "onnxruntime",
    }


def test_the_lock_has_hashes_and_no_addresses():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"(https?|file)://", text)
    pins = re.findall(r"(?m)^[a-z0-9].*==.*$", text)
    assert len(pins) > 50
    assert all(pin.endswith("\\") for pin in pins), "a pin without hashes"


def test_no_address_of_a_machine_is_committed():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if (
            path.suffix in {".py", ".md", ".toml", ".sh", ".js", ""}
            and path.is_file()
            and path.name != "LICENSE"
        ):
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(r"(?<![\w.])/(work|home|Users|root)/\w", text), (
                f"{name} names a path of one machine"
            )
