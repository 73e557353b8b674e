"""How a case is cited.

`reference` says what there is to cite, `gbt7714` prints it after the national standard, `exchange`
writes it for the programs that keep references.
"""
