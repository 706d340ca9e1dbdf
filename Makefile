# A short name for each task of dev.py; without make: python3 dev.py run
PYTHON ?= python3
ARGS ?=

.PHONY: run test check bench crash drill guards fuzz mutants peers golden lock messages clean

run test check bench crash drill guards fuzz mutants peers golden lock messages clean:
	@$(PYTHON) dev.py $@ $(ARGS)
