# One verb each; every verb sets up what it needs first. README.md says what they do.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
STAMPS := .venv/stamps

# Debian packages: what each brings is said when it cannot be installed.
OCR := tesseract-ocr tesseract-ocr-vie
OFFICE := libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui

DOCS ?=
QUESTION ?=
SERVE ?= yes
# Without DOCS the sample archive is asked, in a folder of its own: it must not mix with an office's documents.
ifeq ($(strip $(DOCS)),)
export VANBAN_DATA ?= $(CURDIR)/out/archive
endif

.PHONY: help setup run check test test-all lint eval bench bench-reading lock debian chromium
help:
	@echo "make run [DOCS=folder] [QUESTION='…'] [SERVE=no] | check | test | test-all | lint | eval | bench | setup | lock"

$(STAMPS)/venv:
	@echo "== Môi trường ảo ($$($(PYTHON) --version))"
	@$(PYTHON) -m venv .venv
	@$(PIP) install -c requirements.lock pip hatchling editables
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: $(STAMPS)/venv pyproject.toml requirements.lock
	@echo "== Cài các gói đã khoá phiên bản"
	@$(PIP) install --no-build-isolation -c requirements.lock -e '.[eval]'
	@touch $@

$(STAMPS)/dev: $(STAMPS)/run
	@echo "== Cài thêm các gói để kiểm thử"
	@$(PIP) install --no-build-isolation -c requirements.lock -e '.[eval,models,bulk,dev]'
	@touch $@

# install(packages, what is lost without them)
define install
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "== Cài $(1)"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1); } \
	    >/dev/null 2>&1 || echo "!! Không cài được $(1): $(2)"; \
	else \
	  echo "!! Thiếu $(1): $(2) Nhờ quản trị chạy: apt-get install $(1)"; \
	fi
endef

debian:
	@{ command -v tesseract && tesseract --list-langs | grep -qx vie; } >/dev/null 2>&1 \
	  || { $(call install,$(OCR),trang quét ảnh sẽ không đọc được.); }
	@command -v soffice >/dev/null || { $(call install,$(OFFICE),tệp .doc/.rtf/.xls/.ppt sẽ không đọc được.); }

chromium:
	@command -v chromium >/dev/null || { $(call install,chromium,các kiểm thử trên trình duyệt được bỏ qua.); }

setup: $(STAMPS)/run debian

run: setup
	@docs="$(DOCS)"; question="$(QUESTION)"; \
	if [ -z "$$docs" ]; then \
	  docs=out/sample; $(BIN)/vanban-eval sample --out "$$docs"; \
	  [ -n "$$question" ] || question="$$($(BIN)/vanban-eval sample --question)"; \
	fi; \
	echo "== Nạp $$docs"; \
	$(BIN)/vanban ingest "$$docs" || { code=$$?; [ $$code -eq 3 ] || exit $$code; \
	  echo "!! Một số tệp không đọc được (nêu ở trên); các tệp khác đã vào kho."; }; \
	echo "== Hỏi thử"; \
	if [ -n "$$question" ]; then echo "Hỏi: $$question"; set -- "$$question"; else set -- --first-title; fi; \
	$(BIN)/vanban ask "$$@" || { code=$$?; [ $$code -eq 1 ] || exit $$code; \
	  echo "!! Câu hỏi thử không có lời đáp trong kho; hãy hỏi câu khác trên trang web."; }; \
	if [ "$(SERVE)" = no ]; then echo "== Xong (SERVE=no: không mở máy chủ)."; else exec $(BIN)/vanban serve; fi

lint: $(STAMPS)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What needs no server, weights, browser or real documents and is over in three minutes: before every commit.
check: lint
	$(BIN)/python -m pytest -m "not (model or service or browser or data or slow or system)"

test: $(STAMPS)/dev debian chromium
	$(BIN)/python -m pytest -m "not slow" -rs --durations=10

test-all: $(STAMPS)/dev debian chromium
	$(BIN)/python -m pytest -rs --durations=20

eval: setup
	$(BIN)/vanban-eval sample --out out/sample
	$(BIN)/vanban-eval answers eval/sample/questions.jsonl --documents out/sample --out out/eval/sample

bench: $(STAMPS)/dev
	$(BIN)/vanban-eval bench

bench-reading: $(STAMPS)/dev debian
	$(BIN)/vanban-eval bench-reading ../shared/data/documents

lock: $(STAMPS)/dev
	@$(BIN)/python -m pip freeze --exclude-editable --all | grep -vE '^(setuptools|wheel)==' \
	  | sed 's/+cpu$$//' > requirements.lock
	@wc -l requirements.lock
