"""A report: one self-contained page on which people look at articles, their facts, and the figures that form a series.

`extractor.report.page.write` streams it; the page needs no network and runs no script but its own.
"""
