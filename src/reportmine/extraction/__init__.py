"""Numerals to quantities to facts; named measures with their members; documents. Plain functions over text."""
