# make run   set everything up and start the bot      make test   set up and run all tests
# make lint  ruff and mypy                            make lock   renew the pinned dependencies
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint lock bench clean

run: .venv/.runtime
	@$(BIN)/python -m bot

test: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: .venv/.dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: .venv/.runtime
	$(BIN)/python -m scripts.benchmark

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

LOCK := pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock:
	pipx run --spec pip-tools $(LOCK) -o requirements.lock pyproject.toml
	pipx run --spec pip-tools $(LOCK) --extra dev -o requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
