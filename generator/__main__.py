"""`python -m generator` is `zhangbang`."""

from generator.cli import main

main()
