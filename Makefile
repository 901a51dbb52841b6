# Every command here first sets up what it needs and finds missing; a second call finds nothing to do.
.PHONY: help briefing test setup bench bench-peers soak audit lock clean
export PYTHON

help:
	@echo 'make briefing   the briefing of MIIT 2019 -> 2022, into out/miit/2019..2022/'
	@echo 'make test       lint, types and all tests'
	@echo 'make setup      look again at everything gen needs, and set up what is missing'
	@echo 'make bench      speed, accuracy and scale, beside other tools once they are set up'
	@echo 'make bench-peers  sets up the tools that make bench compares with, into build/peers/'
	@echo 'make soak       200 releases by night with kills and clock jumps, against nights that nobody disturbed'
	@echo 'make audit      known weaknesses of the libraries in the lock files, where a network allows'
	@echo 'make lock       the lock files anew, from pyproject.toml'
	@echo 'make clean      removes what the other commands made, but not out/'

briefing:
	@./setup.sh run
	@.venv/bin/gen brief miit@2019 miit@2022

test:
	@./setup.sh dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest --cov --numprocesses auto --dist loadfile

setup:
	@rm -f .venv/.stamp-*
	@./setup.sh run
	@.venv/bin/gen doctor

bench:
	@./setup.sh run
	@.venv/bin/python benchmarks/speed.py
	@.venv/bin/python -m benchmarks.pages
	@.venv/bin/python -m benchmarks.reading
	@.venv/bin/python -m benchmarks.strangers
	@.venv/bin/python -m benchmarks.accuracy
	@.venv/bin/python -m benchmarks.redline
	@.venv/bin/python -m benchmarks.estate
	@.venv/bin/python -m benchmarks.scale $(SCALE)

# The tools that gen is compared with live in a folder of their own, which gen never sees.
# `make bench SCALE=--large` adds a body of 660,000 units.
bench-peers:
	@./setup.sh run
	@.venv/bin/python -m pip install --quiet --upgrade --target build/peers --requirement benchmarks/peers.txt
	@cat benchmarks/peers.txt

# `make soak SOAK='--releases 50'` takes a quarter of the time.
soak:
	@./setup.sh run
	@.venv/bin/python -m benchmarks.soak $(SOAK)

# pip-audit lives in a folder of its own; its exit code 1 is a finding where it says what it found, else no network.
audit:
	@./setup.sh run
	@.venv/bin/python -m benchmarks.audit

# uv lives in a folder of its own: it is needed here only, and the lock files do not name it.
UV = build/lock/bin/uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' pyproject.toml
lock:
	@./setup.sh run
	@.venv/bin/python -m venv build/lock
	@build/lock/bin/python -m pip install --quiet uv
	$(UV) --upgrade --group setup --output-file requirements.lock
	$(UV) --upgrade --group dev --constraints requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv build dist htmlcov .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find gen tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
