"""A snapshot as the rows of a workbook that people edit, and such a workbook as a snapshot again."""
