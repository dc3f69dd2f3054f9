"""Settings, built once at a door. Environment variables begin with VANBAN_; sections are joined by two underscores."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.errors import BadSetting
from index.settings import IndexSettings
from ingest.settings import IngestSettings

PREFIX = "VANBAN_"


class LlmSettings(BaseModel):
    """The language model. Variables begin with VANBAN_LLM__."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str = Field(
        "", description="Địa chỉ máy chủ kiểu OpenAI (vLLM, Ollama, llama.cpp…); để trống: không dùng"
    )
    model: str = Field("default", min_length=1, description="Tên mô hình trên máy chủ đó")
    api_key: SecretStr = Field(SecretStr(""), description="Khoá của máy chủ mô hình")
    timeout_s: float = Field(60, gt=0, le=600, description="Thời gian chờ mô hình, giây")
    max_tokens: int = Field(1024, ge=64, le=16384, description="Số token tối đa của một câu trả lời")


class AnswerSettings(BaseModel):
    """Answering. Variables begin with VANBAN_ANSWER__."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    passages: int = Field(8, ge=1, le=50, description="Số đoạn đưa vào bước trả lời")
    nearest: int = Field(3, ge=0, le=20, description="Số đoạn gần nhất nêu ra khi từ chối trả lời")
    max_question_chars: int = Field(2000, ge=10, le=20000, description="Độ dài tối đa của câu hỏi, ký tự")
    refuse_below: float = Field(0.3, ge=0, le=1, description="Từ chối khi xác suất trả lời đúng thấp hơn mức này")


class ServerSettings(BaseModel):
    """The web server. Variables begin with VANBAN_SERVER__."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="Địa chỉ lắng nghe")
    port: int = Field(8000, ge=0, le=65535, description="Cổng lắng nghe")
    allowed_hosts: tuple[str, ...] = Field(
        ("127.0.0.1", "localhost", "[::1]"), description="Tên máy chấp nhận trong tiêu đề Host (JSON)"
    )


class Settings(BaseSettings):
    """Everything a deployment may set. Frozen; unknown names are refused."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid")

    data: Path = Field(default_factory=lambda: user_data_path("vanban"), description="Thư mục của kho văn bản")
    catalogue_url: str = Field(
        "", description="Địa chỉ cơ sở dữ liệu danh mục (SQLAlchemy); để trống: SQLite trong kho"
    )
    ingest: IngestSettings = IngestSettings()
    index: IndexSettings = IndexSettings()
    answer: AnswerSettings = AnswerSettings()
    llm: LlmSettings = LlmSettings()
    server: ServerSettings = ServerSettings()

    @property
    def sha(self) -> str:
        """16 hexadecimal digits over all values but secrets and paths: what an answer's trace records."""
        values = self.model_dump(mode="json", exclude={"data": True, "catalogue_url": True})
        return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def load_settings(data: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment; `data` wins over VANBAN_DATA. Raises BadSetting for what no field claims."""
    known = {name for name, _, _ in described()}
    for name in environment:
        if name.startswith(PREFIX) and name not in known:
            raise BadSetting(f"Không có thiết lập nào tên {name}. Xem danh sách bằng lệnh `vanban settings`.")
    try:
        return Settings() if data is None else Settings(data=data)
    except (ValidationError, ValueError) as error:
        raise BadSetting(_explained(error)) from error


def described() -> Iterator[tuple[str, Any, str]]:
    """(variable, default, meaning) of every setting, in order: the README's table and `vanban settings`."""
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            for inner, inner_field in section.model_fields.items():
                yield f"{PREFIX}{name}__{inner}".upper(), inner_field.default, inner_field.description or ""
        else:
            yield (
                f"{PREFIX}{name}".upper(),
                field.default if field.default_factory is None else "",
                field.description or "",
            )


_REASONS = {
    "greater_than": "phải lớn hơn {gt}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không được quá {le}",
    "int_parsing": "phải là số nguyên",
    "float_parsing": "phải là số",
    "literal_error": "phải là {expected}",
    "string_too_short": "không được để trống",
    "string_pattern_mismatch": "có chữ không dùng được ở đây",
}


def _explained(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return f"Thiết lập không đọc được: {error}."
    first = error.errors()[0]
    name = PREFIX + "__".join(str(part) for part in first["loc"]).upper()
    reason = _REASONS.get(first["type"], first["msg"]).format(**first.get("ctx", {}))
    return f"Thiết lập {name} không hợp lệ ({reason}). Xem khoảng giá trị bằng lệnh `vanban settings`."
