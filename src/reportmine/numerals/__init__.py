"""Written numbers: one grammar (`grammar`), read to exact values (`values`), for facts and for plain numbers alike.

    grammar ─▶ values ─▶ expressions (sign, fraction, power) ─▶ percents, ranges
       └────▶ masks

Whoever cuts a numeral by the patterns of `grammar` has it read by `values`; what cannot be read is no number, so that
no wrong value leaves this package.
"""
