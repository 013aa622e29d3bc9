# Works in a fresh clone with nothing but Python (3.11–3.13) and make. All targets share .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHEELHOUSE ?= dist/wheelhouse

.PHONY: setup demo test check faults bench wheelhouse clean

setup: $(VENV)/.done

$(VENV)/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: setup
	$(BIN)/reportmine extract corpora/reports -o demo --organizations corpora/organizations.csv
	$(BIN)/reportmine check demo --quiet
	$(BIN)/reportmine compare demo

check: setup
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest

# A fault (kill, full disk, damaged file, changed input), one clean run, and every output file is compared: takes minutes.
# One combination alone, by its number: make faults ONLY=17
faults: setup
	$(BIN)/python tests/faults $(if $(ONLY),--only $(ONLY))

bench: setup
	$(BIN)/python -m reportmine.evaluation.bench --growth

# A folder to carry to a machine without network: every wheel for this Python and platform, with hashes and two commands.
# With extras: make wheelhouse EXTRAS=ocr,cluster
wheelhouse: setup
	rm -f $(WHEELHOUSE)/*.whl
	$(BIN)/python -m pip wheel --quiet --wheel-dir $(WHEELHOUSE) '.$(if $(EXTRAS),[$(EXTRAS)])'
	cd $(WHEELHOUSE) && $(abspath $(BIN))/python -m pip hash *.whl | sed -E 'N;s/^([^-]+)-([^-]+)-.*\n/\1==\2 /' > requirements.txt
	@python=$$($(BIN)/python -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); printf '%s\n' \
	  "reportmine 离线安装包，适用于 $$python（$$(uname -sm)）。在本文件夹里打开终端，依次执行两条命令：" "" \
	  "$$python -m venv ~/reportmine" \
	  "~/reportmine/bin/python -m pip install --no-index --find-links . --require-hashes --requirement requirements.txt" "" \
	  "装好即可使用，不需要网络：~/reportmine/bin/reportmine --help" > $(WHEELHOUSE)/安装.txt
	@du -sh $(WHEELHOUSE)

clean:
	rm -rf demo out .mypy_cache .ruff_cache .pytest_cache
