"""Excel: cases as a workbook that an office opens, filters and prints as it is.

`columns` says which columns there are and what stands in them, `cells` writes rows as SpreadsheetML,
`workbook` makes the file around them, `excel_file` offers it.
"""
