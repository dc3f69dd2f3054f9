"""The HTTP door: JSON under `/api/v1`, server-rendered pages above it. FastAPI stays in here."""
