"""Settings: named, documented, bounded, and none misspelt in silence."""

import os
import re

import pytest
from pydantic import BaseModel

from api.errors import BadSetting
from api.settings import PREFIX, Settings, described, load_settings


def loaded(monkeypatch, **variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings(environment=os.environ)


def leaves(model, path=()):
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from leaves(field.annotation, (*path, name))
        else:
            yield (*path, name), field


def test_every_setting_is_described_once_with_its_meaning():
    rows = list(described())
    names = [name for name, _, _ in rows]
    assert names == [PREFIX + "__".join(path).upper() for path, _ in leaves(Settings)]
    assert len(names) == len(set(names)) and all(re.fullmatch(r"VANBAN_[A-Z_]+", name) for name in names)
    assert all(meaning and meaning[0].isupper() for _, _, meaning in rows)


def test_the_defaults_are_valid_and_need_no_environment(tmp_path):
    settings = load_settings(tmp_path)
    assert settings.data == tmp_path
    for path, field in leaves(Settings):
        value = settings
        for part in path:
            value = getattr(value, part)
        if path != ("data",):
            assert value == field.default
    assert Settings.model_validate(settings.model_dump()) == settings


def test_settings_are_frozen(tmp_path):
    settings = load_settings(tmp_path)
    for target, name in ((settings, "data"), (settings.answer, "passages"), (settings.index, "threads")):
        with pytest.raises(ValueError, match="frozen"):
            setattr(target, name, 1)


def test_the_data_folder_is_the_option_then_the_variable_then_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert load_settings().data == tmp_path / "xdg" / "vanban"
    assert loaded(monkeypatch, VANBAN_DATA=str(tmp_path / "a")).data == tmp_path / "a"
    assert load_settings(tmp_path / "b").data == tmp_path / "b"


def test_variables_of_every_kind_are_read(monkeypatch):
    settings = loaded(
        monkeypatch,
        VANBAN_ANSWER__PASSAGES="5",
        VANBAN_LLM__BASE_URL="http://127.0.0.1:1/v1",
        VANBAN_INDEX__STORE="server",
        VANBAN_SERVER__ALLOWED_HOSTS='["van-ban.lan"]',
        VANBAN_INGEST__MAX_CLEARANCE="3",
    )
    assert settings.answer.passages == 5 and settings.llm.base_url == "http://127.0.0.1:1/v1"
    assert settings.index.store == "server" and settings.server.allowed_hosts == ("van-ban.lan",)
    assert settings.ingest.max_clearance == 3


@pytest.mark.parametrize(
    "name",
    [
        "VANBAN_DATE",
        "VANBAN_",
        "VANBAN_LLM",
        "VANBAN_LLM_BASE_URL",
        "VANBAN_LLM__BASEURL",
        "VANBAN_ANSWERS__PASSAGES",
        "VANBAN_ANSWER__PASSAGES__X",
        "VANBAN_INDEX__candidates",
    ],
)
def test_a_misspelt_variable_is_refused_by_name(monkeypatch, name):
    with pytest.raises(BadSetting, match=re.escape(f" {name}.")):
        loaded(monkeypatch, **{name: "1"})


def test_variables_of_others_are_left_alone(monkeypatch):
    loaded(monkeypatch, VANBANX="1", MY_VANBAN_DATA="1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VANBAN_ANSWER__PASSAGES", "0"),
        ("VANBAN_ANSWER__PASSAGES", "51"),
        ("VANBAN_ANSWER__PASSAGES", "tám"),
        ("VANBAN_ANSWER__NEAREST", "-1"),
        ("VANBAN_ANSWER__MAX_QUESTION_CHARS", "9"),
        ("VANBAN_ANSWER__REFUSE_BELOW", "1.01"),
        ("VANBAN_ANSWER__REFUSE_BELOW", "nan"),
        ("VANBAN_INDEX__STORE", "qdrant"),
        ("VANBAN_INDEX__PASSAGE_CHARS", "199"),
        ("VANBAN_INDEX__DENSE_WEIGHT", "-0.1"),
        ("VANBAN_INDEX__COLLECTION", ""),
        ("VANBAN_INGEST__MAX_CLEARANCE", "4"),
        ("VANBAN_INGEST__FILE_TIMEOUT_S", "0"),
        ("VANBAN_LLM__TIMEOUT_S", "inf"),
        ("VANBAN_LLM__MODEL", ""),
        ("VANBAN_SERVER__PORT", "65536"),
        ("VANBAN_SERVER__ALLOWED_HOSTS", "van-ban.lan"),
    ],
)
def test_a_value_out_of_bounds_is_refused_by_name(monkeypatch, name, value):
    with pytest.raises(BadSetting) as caught:
        loaded(monkeypatch, **{name: value})
    assert "hiết lập" in str(caught.value) and str(caught.value).endswith(".")
    if name != "VANBAN_SERVER__ALLOWED_HOSTS":
        assert name in str(caught.value)


def test_an_error_does_not_tell_a_secret(monkeypatch):
    with pytest.raises(BadSetting) as caught:
        loaded(monkeypatch, VANBAN_LLM__API_KEY="bi-mat", VANBAN_LLM__MAX_TOKENS="1")
    assert "bi-mat" not in str(caught.value)


def test_the_sha_is_stable_and_knows_neither_secrets_nor_places(tmp_path):
    settings = Settings(data=tmp_path, llm={"api_key": "một"}, index={"server_key": "ba"})
    same = Settings(data=tmp_path / "b", catalogue_url="sqlite://", llm={"api_key": "hai"}, index={"server_key": "bốn"})
    assert re.fullmatch("[0-9a-f]{16}", settings.sha) and settings.sha == same.sha
    assert Settings(data=tmp_path).sha == Settings(data=tmp_path).sha
    assert settings.sha != Settings(data=tmp_path, answer={"passages": 9}).sha


def test_secrets_are_not_shown(tmp_path):
    settings = Settings(data=tmp_path, llm={"api_key": "bi-mat"})
    assert "bi-mat" not in repr(settings) + str(settings.model_dump(mode="json"))
