"""What the browsers of offices carry: the stylesheets and scripts keep to it, or do without plainly.

The oldest that the site is made for: Chromium 86 (360, UOS) and Firefox 78. Every property, keyword,
selector, function, unit and at-rule of a stylesheet, and every name and syntax of a script, stands in
`support.tsv` with the first version of each browser that has it; what is newer is written so that nothing
is lost without it.
"""
