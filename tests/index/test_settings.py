"""Bounds of the index's settings; unknown keys are refused."""

import pytest
from pydantic import SecretStr, ValidationError

from index.settings import IndexSettings


def test_defaults_are_within_their_own_bounds():
    values = {name: field.default for name, field in IndexSettings.model_fields.items()}
    assert IndexSettings(**values) == IndexSettings()


@pytest.mark.parametrize(
    ("name", "least", "most", "step"),
    [
        ("threads", 0, 256, 1),
        ("passage_chars", 200, 8000, 1),
        ("candidates", 10, 5000, 1),
        ("dense_weight", 0, 1, 0.001),
    ],
)
def test_bounds(name, least, most, step):
    for value in (least, most):
        assert getattr(IndexSettings(**{name: value}), name) == value
    for value in (least - step, most + step, "nhiều"):
        with pytest.raises(ValidationError):
            IndexSettings(**{name: value})


@pytest.mark.parametrize("values", [{"passage_char": 900}, {"store": "redis"}, {"collection": ""}])
def test_unknown_keys_and_values_are_refused(values):
    with pytest.raises(ValidationError):
        IndexSettings(**values)


def test_frozen_and_described():
    with pytest.raises(ValidationError):
        IndexSettings().threads = 3
    assert all(field.description for field in IndexSettings.model_fields.values())


def test_the_key_is_not_printed():
    assert "bí mật" not in repr(IndexSettings(server_key=SecretStr("bí mật")))
