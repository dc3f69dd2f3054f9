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
    workers: int = Field(
        0, ge=0, le=64, description="Số tiến trình đọc tệp cùng lúc; 0: theo số nhân của máy, nhiều nhất 4"
    )
    file_timeout_s: float = Field(
        600,
        gt=0,
        le=86400,
        description="Thời gian tối đa đọc một tệp, giây; tính lại sau mỗi trang ảnh đọc xong",
    )
    worker_mib: int = Field(
        2048, ge=256, le=1048576, description="Bộ nhớ tối đa của một tiến trình đọc cùng các chương trình nó gọi, MiB"
    )
    ahead: int = Field(16, ge=1, le=1000, description="Số tệp được đọc trước trong lúc chờ đưa vào chỉ mục")
    file_mib: int = Field(1024, ge=1, le=1048576, description="Kích thước tối đa của một tệp, MiB")
    zip_members: int = Field(10000, ge=1, le=1000000, description="Số tệp tối đa bên trong một tệp nén ZIP")
    zip_mib: int = Field(8192, ge=1, le=1048576, description="Dung lượng tối đa khi bung một tệp nén ZIP, MiB")
    zip_depth: int = Field(3, ge=1, le=10, description="Số lớp ZIP lồng nhau được mở")

    def processes(self, cores: int) -> int:
        """How many workers to start on a machine with so many cores.

        More than four read faster than one encoder indexes what they read, and take 2 GiB each at worst.
        """
        return self.workers or max(1, min(4, cores))
