"""zhangbang: compiles records of open-challenge programmes into a bilingual static site."""

__version__ = "0.1.0"
