# make serve        the whole site with its demo, on http://localhost:8000 (PORT=n for another)
# make dev          the same with reload, for work on the code
# make test         the whole suite · make test-fast  without migrations
# make check        style, types, imports, templates, migrations, deployment
# make check-pdf    every document that the site makes is PDF/UA-1, says a validator (needs a JDK)
# make bench        what pages cost, in build/bench.json
# make lock         new locks from pyproject.toml (needs uv)
# make clean        remove what can be made again; the data in var/ stay

PORT ?= 8000
PYTEST ?= -q
export PORT
python = .venv/bin/python

.PHONY: serve dev test test-fast check check-pdf bench lock clean runtime development

serve: export DJANGO_SETTINGS_MODULE = config.settings.demo
serve: runtime
	@$(python) manage.py serve

dev: export DJANGO_SETTINGS_MODULE = config.settings.development
dev: runtime
	@$(python) manage.py serve --reload

test: development
	@$(python) -m pytest -n 2 --dist loadgroup $(PYTEST)

test-fast: development
	@$(python) -m pytest -n 2 --dist loadgroup --nomigrations $(PYTEST)

check: development
	@.ci/check

check-pdf: development
	@.ci/check-pdf

bench: development
	@PYTHONUNBUFFERED=1 PYTHONPATH=.:site:tests $(python) -m benchmarks.run

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
	    pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
	    pyproject.toml --group dev -o requirements-dev.txt

clean:
	rm -rf build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .venv

runtime:
	@.ci/bootstrap requirements.txt

development:
	@.ci/bootstrap requirements-dev.txt
