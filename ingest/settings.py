"""What a deployment may set about reading."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class IngestSettings(BaseModel):
    """Reading of files. Variables begin with VANBAN_INGEST__."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_clearance: int = Field(
        0, ge=0, le=3, description="Mức mật cao nhất được lưu: 0 thường, 1 mật, 2 tối mật, 3 tuyệt mật"
    )
    office_timeout_s: float = Field(
        180, gt=0, le=3600, description="Thời gian tối đa chuyển một tệp bằng LibreOffice, giây"
    )
    ocr_page_timeout_s: float = Field(120, gt=0, le=3600, description="Thời gian tối đa nhận dạng một trang ảnh, giây")
    ocr_dpi: int = Field(300, ge=100, le=600, description="Độ phân giải khi nhận dạng chữ trên ảnh quét, điểm/inch")
